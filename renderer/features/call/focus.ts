/** Focus never moves while someone types (design.md, section 8): only from nowhere, or from a mere button. */
export function nobodyTypes(page: Document): boolean {
  if (page.querySelector('dialog[open]') !== null) return false;
  const at = page.activeElement;
  return at === null || at === page.body || !isEditable(at);
}

export function isEditable(element: Element | null): boolean {
  if (element === null) return false;
  return element.matches('input, textarea, select, [contenteditable="true"]');
}
