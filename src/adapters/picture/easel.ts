/** Paints what it is sent, one after the other, and sends it back. Ends with whoever started it. */
import type { Drawing } from '../../chat/drawing.ts';
import { paint } from './painter.ts';

process.on('disconnect', () => process.exit());
process.on('message', async (drawing: Drawing) => {
  try {
    process.send?.({ png: await paint(drawing) });
  } catch (error) {
    process.send?.({ error: (error as Error).message });
  }
});
