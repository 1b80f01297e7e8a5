// Package theme has every colour and every sign of the screens, once: styles with
// names for meanings, for each kind of terminal and ground.
package theme
