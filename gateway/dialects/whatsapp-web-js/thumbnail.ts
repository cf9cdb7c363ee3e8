/** How JPEG, PNG, WebP and GIF begin in base64. */
const PICTURE = /^(?:\/9j\/|iVBORw0KGgo|UklGR|R0lGOD)\S*$/;

/**
 * Whether a body is no text but a small picture. WhatsApp Web keeps the preview of a file, a place, a
 * product and an order there, and whatsapp-web.js hands it on as the body of a message whose file is
 * not there to download. Source: whatsapp-web.js structures/Message, `body`.
 */
export function isThumbnail(body: string | undefined): boolean {
	return body !== undefined && PICTURE.test(body);
}
