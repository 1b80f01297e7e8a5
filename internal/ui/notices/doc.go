// Package notices is the screen on which a customer says what to be mailed about.
package notices
