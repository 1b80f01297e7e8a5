package ui

// The window's limits. Below the floor there is room for one calm line only.
const (
	floorWidth  = 30
	floorHeight = 8
	mediumWidth = 80
	wideWidth   = 120
)

// breadth is one of the three ways in which a window is used.
type breadth int

// The breadths, see layoutOf.
const (
	narrow breadth = iota // under 80: two lines for a shipment, lists instead of tables
	medium                // 80 to 119: the list, and the shipment as a page of its own
	wide                  // from 120: list and shipment side by side
)

// layout divides an area of the window.
type layout struct {
	breadth breadth
	width   int // of the area
	height  int
	list    int // columns of the list
	detail  int // columns of the shipment beside it; 0 but for wide
}

// belowFloor says that nothing useful can be shown in a window of this size.
func belowFloor(width, height int) bool { return width < floorWidth || height < floorHeight }

// layoutOf divides an area of width by height cells. In a wide one a column for
// the line between list and detail is taken from the detail.
func layoutOf(width, height int) layout {
	l := layout{width: width, height: height, list: width}
	switch {
	case width < mediumWidth:
		l.breadth = narrow
	case width < wideWidth:
		l.breadth = medium
	default:
		l.breadth = wide
		l.list = min(68, 52+(width-wideWidth)/5)
		l.detail = width - l.list - 1
	}
	return l
}

// paragraphCells is the width in which longer sentences are set.
const paragraphCells = 64
