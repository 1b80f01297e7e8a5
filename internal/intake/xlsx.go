package intake

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/xuri/excelize/v2"

	"porthole/internal/model"
)

// workbook is an XLSX file on disk, read row by row.
type workbook struct {
	folder string // has the file and whatever reading it unpacks
	file   *excelize.File
	rows   *excelize.Rows
	sheet  string
	row    int
	// formulas are those without a result, by sheet.
	formulas map[string]uncomputed
	// from1904 says that its serial dates count from 1904, as old Macs did.
	from1904 bool
}

// openXLSX spools a workbook and opens the first sheet that has the header of
// a list; a file without one is opened at its first sheet, for the fault.
func openXLSX(in io.Reader, l limits, m mapping) (*workbook, error) {
	folder, err := os.MkdirTemp("", "porthole-xlsx-")
	if err != nil {
		return nil, fmt.Errorf("make a temporary folder: %w", err)
	}
	w := &workbook{folder: folder}
	if err := w.open(in, l, m); err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

func (w *workbook) open(in io.Reader, l limits, m mapping) error {
	path := filepath.Join(w.folder, "list.xlsx")
	if err := saveTo(path, in); err != nil {
		return err
	}
	var err error
	if w.formulas, err = guardXLSX(path, l); err != nil {
		return err
	}
	file, err := excelize.OpenFile(path, excelize.Options{
		UnzipSizeLimit: l.sheetBytes, UnzipXMLSizeLimit: xlsxInMemory, TmpDir: w.folder, RawCellValue: true,
	})
	if err != nil {
		return fmt.Errorf("%w: %w", model.NewFault("error.import.xlsx"), err)
	}
	w.file = file
	if props, err := file.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		w.from1904 = *props.Date1904
	}
	return w.chooseSheet(l, m)
}

func saveTo(path string, in io.Reader) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("make a temporary file: %w", err)
	}
	_, err = io.Copy(file, in)
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("write a temporary file: %w", err)
	}
	return nil
}

func (w *workbook) chooseSheet(l limits, m mapping) error {
	sheets := w.file.GetSheetList()
	for _, sheet := range sheets {
		if err := w.start(sheet); err != nil {
			continue // a sheet of charts has no rows
		}
		for range l.headerRows {
			_, cells, err := w.next()
			if err != nil {
				break
			}
			if m.header(1, cells).isHeader() {
				return w.start(sheet)
			}
		}
	}
	for _, sheet := range sheets {
		if err := w.start(sheet); err == nil {
			return nil
		}
	}
	return model.NewFault("error.import.xlsx")
}

// start goes to the top of a sheet.
func (w *workbook) start(sheet string) error {
	if w.rows != nil {
		_ = w.rows.Close()
	}
	rows, err := w.file.Rows(sheet)
	if err != nil {
		w.rows = nil
		return fmt.Errorf("read sheet %q: %w", sheet, err)
	}
	w.rows, w.sheet, w.row = rows, sheet, 0
	return nil
}

// uncomputed are the formulas of a row that have no result, by column.
func (w *workbook) uncomputed(row int) map[int]string { return w.formulas[w.sheet][row] }

// next implements rows.
func (w *workbook) next() (row int, cells []string, err error) {
	if w.rows == nil || !w.rows.Next() {
		if w.rows != nil && w.rows.Error() != nil {
			return 0, nil, fmt.Errorf("%w: %w", model.NewFault("error.import.xlsx"), w.rows.Error())
		}
		return 0, nil, io.EOF
	}
	w.row++
	cells, err = w.rows.Columns(excelize.Options{RawCellValue: true})
	if err != nil {
		return 0, nil, fmt.Errorf("%w: %w", model.NewFault("error.import.xlsx"), err)
	}
	return w.row, cells, nil
}

// close removes everything that was unpacked.
func (w *workbook) close() {
	if w.rows != nil {
		_ = w.rows.Close()
	}
	if w.file != nil {
		_ = w.file.Close()
	}
	_ = os.RemoveAll(w.folder)
}
