package intake

import "porthole/internal/model"

// service reads the mode, the load and the direction. Files mix them up: where the
// column of the mode has FCL and that of the load SEA, each word goes to where it
// belongs. What a column says of its own counts before what another one says of it.
func (r rowReader) service() model.Service {
	var own, stray model.Service
	for _, c := range []column{colMode, colLoad, colDirection} {
		text := r.cell(c)
		if text == "" || readOwn(&own, c, text) {
			continue
		}
		other, ok := model.ParseService(text)
		switch {
		case !ok:
			r.out.refuse(r.where(c), "import."+c.String())
		case !stray.Add(other):
			r.out.warn(r.where(c), "remark.import.words_disagree")
		}
	}
	if !stray.Agrees(own) {
		r.out.warn(r.where(colMode), "remark.import.words_disagree")
	}
	return own.Or(stray)
}

// readOwn reads what a column says of its own.
func readOwn(own *model.Service, c column, text string) (ok bool) {
	switch c {
	case colMode:
		own.Mode, ok = model.ParseMode(text)
	case colLoad:
		own.Load, ok = model.ParseLoad(text)
	default:
		own.Direction, ok = model.ParseDirection(text)
	}
	return ok
}
