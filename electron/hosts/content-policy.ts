/**
 * The headers of everything that a window loads, in both hosts: nothing from elsewhere, nothing inline, no frame
 * around us, no page name told to anyone (design.md, section 9).
 *
 * @param socket the page's own socket, where 'self' does not cover it in every browser (`ws://127.0.0.1:N`)
 */
export function contentHeaders(socket: string | null): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    socket === null ? null : `connect-src 'self' ${socket}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.filter((part) => part !== null).join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
  };
}
