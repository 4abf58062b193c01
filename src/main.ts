/** The process entry: arguments, environment, streams and the exit code. */
import type { Terminal } from './adapters/console/render.ts';
import { runProgram } from './cli/program.ts';
import { type Environment, loadEnvFile, readEnvironment } from './config/environment.ts';

function terminal(environment: Environment): Terminal {
  const isRich = process.stdout.isTTY === true && !environment.plain;
  return {
    columns: process.stdout.columns ?? 100,
    colour: isRich,
    links: isRich && environment.links,
  };
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0); // whoever read has seen enough
});

loadEnvFile();
const environment = readEnvironment(process.env);
process.exitCode = await runProgram(process.argv.slice(2), environment, {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  terminal: () => terminal(environment),
  input: process.stdin,
});
