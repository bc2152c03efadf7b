// Package art holds the drawn pictures: the sign that is the logo and the
// landscape of the first start. It embeds them and knows their dark colours;
// icons are elsewhere.
package art
