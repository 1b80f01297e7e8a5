package desk

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"porthole/internal/model"
)

// replace puts a value in the place of another; true when it is another one.
func replace[T comparable](at *T, value T) bool {
	if *at == value {
		return false
	}
	*at = value
	return true
}

// badValue is the Fault for a value that a field cannot have.
func badValue(name, value string) error {
	return model.NewFault("error.set.value", name, model.Line(value, model.RefCells).String())
}

// line is a field of free text; what does not fit is refused and not cut, since
// half a reference is another one.
func line(name string, cells int, at func(*model.Shipment) *model.Text) field {
	return field{name, func(e *editor, value string) (bool, error) {
		if model.Cells(value) > cells {
			return false, model.NewFault("error.set.long", name, cells)
		}
		text := model.Line(value, cells)
		if cells >= model.NoteCells {
			text = model.Lines(value, cells)
		}
		return replace(at(e.s), text), nil
	}}
}

// word is a field that has one of a few words.
func word[T ~string](name string, at func(*model.Shipment) *T, parse func(string) (T, bool)) field {
	return field{name, func(e *editor, value string) (bool, error) {
		parsed, ok := parse(value)
		if !ok {
			return false, badValue(name, value)
		}
		return replace(at(e.s), parsed), nil
	}}
}

func place(name string, at func(*model.Shipment) *model.Place) field {
	return field{name, func(e *editor, value string) (bool, error) {
		return replace(at(e.s), model.ParsePlace(value)), nil
	}}
}

func number(name string, at func(*model.Shipment) **float64) field {
	return field{name, func(e *editor, value string) (bool, error) {
		if value == "" {
			return replace(at(e.s), nil), nil
		}
		n, err := strconv.ParseFloat(value, 64)
		if err != nil || math.IsNaN(n) || n < 0 || n > 1e9 {
			return false, model.NewFault("error.set.number", name, model.Line(value, model.RefCells).String())
		}
		n = model.Thousandths(n)
		return replaceNumber(at(e.s), n), nil
	}}
}

func replaceNumber[T comparable](at **T, n T) bool {
	if *at != nil && **at == n {
		return false
	}
	*at = &n
	return true
}

func (e *editor) packages(value string) (bool, error) {
	at := &e.s.Facts.Cargo.Packages
	if value == "" {
		return replace(at, nil), nil
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 || n > 1e9 {
		return false, model.NewFault("error.set.number", "packages", model.Line(value, model.RefCells).String())
	}
	return replaceNumber(at, n), nil
}

// orders sets the purchase orders, of which a value may have several.
func (e *editor) orders(value string) (bool, error) {
	var orders []model.Text
	for _, part := range strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(",;|\n", r) }) {
		if model.Cells(part) > model.RefCells {
			return false, model.NewFault("error.set.long", "po", model.RefCells)
		}
		if order := model.Line(part, model.RefCells); !order.IsZero() && !slices.Contains(orders, order) {
			orders = append(orders, order)
		}
	}
	if slices.Equal(orders, e.s.Facts.References.PO) {
		return false, nil
	}
	e.s.Facts.References.PO = orders
	return true, nil
}

// container adds a container that the shipment does not have, or with a dash before
// its number takes one out that it has.
func (e *editor) container(value string) (bool, error) {
	f := &e.s.Facts
	if gone, out := strings.CutPrefix(value, "-"); out {
		i := f.ContainerIndex(model.NormalizeContainer(gone))
		if i < 0 {
			return false, model.NewFault("error.event.container", e.s.Ref.String(), model.Line(gone, model.RefCells).String())
		}
		f.Containers = slices.Delete(slices.Clone(f.Containers), i, i+1)
		return true, nil
	}
	if value == "" || model.Cells(value) > model.RefCells {
		return false, badValue("container", value)
	}
	number := model.NormalizeContainer(value)
	if f.ContainerIndex(number) >= 0 {
		return false, nil
	}
	f.Containers = append(f.Containers, model.Container{Number: number})
	return true, nil
}

// box sets a text of a container, of at most so many cells.
func box(cells int, at func(*model.Container) *model.Text) func(e *editor, value string) (bool, error) {
	return func(e *editor, value string) (bool, error) {
		c, err := e.box()
		if err != nil {
			return false, err
		}
		if model.Cells(value) > cells {
			return false, model.NewFault("error.set.long", "container", cells)
		}
		return replace(at(c), model.Line(value, cells)), nil
	}
}

// box is the container that is named beside a field of it, or the only one.
func (e *editor) box() (*model.Container, error) {
	boxes := e.s.Facts.Containers
	i := 0
	if named, ok := e.wanted["container"]; ok {
		i = e.s.Facts.ContainerIndex(model.Line(named, model.RefCells))
	} else if len(boxes) != 1 {
		i = -1
	}
	if i < 0 {
		return nil, model.NewFault("error.set.container", e.s.Ref.String())
	}
	return &boxes[i], nil
}

// mostFreeDays is beyond what any tariff gives.
const mostFreeDays = 365

// days is a number of free days of a container.
func days(name string, at func(*model.FreeTime) **int) field {
	return field{name, func(e *editor, value string) (bool, error) {
		c, err := e.box()
		if err != nil {
			return false, err
		}
		if value == "" {
			return replace(at(&c.Free), nil), nil
		}
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 || n > mostFreeDays {
			return false, model.NewFault("error.set.number", name, model.Line(value, model.RefCells).String())
		}
		return replaceNumber(at(&c.Free), n), nil
	}}
}

// freeDay is a date of a container at the port of discharge.
func freeDay(name string, at func(*model.FreeTime) *model.When) field {
	return field{name, func(e *editor, value string) (bool, error) {
		c, err := e.box()
		if err != nil {
			return false, err
		}
		when, err := e.date(value, e.s.Facts.POD)
		return err == nil && replace(at(&c.Free), when), err
	}}
}
