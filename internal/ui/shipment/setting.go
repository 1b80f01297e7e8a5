package shipment

// setting is how wide the columns of a page are. What a shipment was before is
// set in the columns of what it is now, so that a column which became wider does
// not make every line of it another one.
type setting struct {
	columns map[string][]int
	boxes   *grid // of the containers; nil: they are a list
	boxed   bool  // boxes is set
}

// likeThis makes both sheets share the columns of the one that is written first.
func likeThis(first, second *Sheet) {
	first.setting = &setting{columns: map[string][]int{}}
	second.setting = first.setting
}

// inColumnsOf gives the widths that the part of the page was set in before, and
// its own to whoever comes first.
func (s Sheet) inColumnsOf(part string, own ...int) []int {
	if s.setting == nil {
		return own
	}
	if set, ok := s.setting.columns[part]; ok {
		return set
	}
	s.setting.columns[part] = own
	return own
}
