// What the page gains where scripts run: completion while typing, copying, printing. Without it
// everything can still be asked and answered.

const field = document.getElementById('q');
const list = document.getElementById('completions');

if (field && list) completeWhileTyping(field, list);
offerToCopyAndPrint();

function completeWhileTyping(input, options) {
  const form = input.form;
  let chosen = -1;
  let asked = 0;
  let waiting;

  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', options.id);
  input.setAttribute('aria-expanded', 'false');

  const close = () => {
    asked++;
    clearTimeout(waiting);
    options.hidden = true;
    options.replaceChildren();
    chosen = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  const take = (option) => {
    input.value = option.dataset.line;
    close();
    input.focus();
  };

  const mark = (index) => {
    options.children[chosen]?.setAttribute('aria-selected', 'false');
    chosen = index;
    const option = options.children[chosen];
    if (!option) return input.removeAttribute('aria-activedescendant');
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', option.id);
  };

  const show = (line, { values, replaced }) => {
    const kept = line.slice(0, line.length - replaced.length);
    const made = values
      .map((value) => [value, kept + value])
      .filter(([, whole]) => whole.trim() !== line.trim())
      .map(([value, whole], i) => {
        const option = document.createElement('li');
        option.id = `completion-${i}`;
        option.setAttribute('role', 'option');
        option.setAttribute('aria-selected', 'false');
        option.textContent = value;
        option.dataset.line = whole;
        return option;
      });
    close();
    if (made.length === 0) return;
    options.replaceChildren(...made);
    options.hidden = false;
    input.setAttribute('aria-expanded', 'true');
  };

  const ask = async () => {
    const line = input.value;
    if (line.trim() === '') return close();
    const mine = ++asked;
    const query = new URLSearchParams({ q: line, lang: form.elements.lang.value });
    try {
      const answer = await fetch(`/complete?${query}`);
      const completion = await answer.json();
      if (mine === asked && answer.ok) show(line, completion);
    } catch {
      if (mine === asked) close();
    }
  };

  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 80);
  });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || options.hidden) return;
    const count = options.children.length;
    if (event.key === 'ArrowDown') mark((chosen + 1) % count);
    else if (event.key === 'ArrowUp') mark((chosen - 1 + count) % count);
    else if (event.key === 'Escape') close();
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen >= 0) {
      take(options.children[chosen]);
    } else return;
    event.preventDefault();
  });
  input.addEventListener('blur', () => setTimeout(close, 150));
  options.addEventListener('mousedown', (event) => {
    const option = event.target.closest('[role=option]');
    if (!option) return;
    event.preventDefault();
    take(option);
  });
  form.addEventListener('submit', close);
}

function offerToCopyAndPrint() {
  const tools = document.getElementById('tools');
  if (!tools) return;
  tools.hidden = false;
  document.getElementById('print')?.addEventListener('click', () => window.print());
}
