package postgres

// Mute has no bell rung from now on.
func (e *Engine) Mute() { e.followed.bell = nil }
