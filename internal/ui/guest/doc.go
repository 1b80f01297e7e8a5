// Package guest is the card for somebody who has not been recognised: one field for a
// code, what to do, and whom to ask. An invitation is accepted here, and a tracking
// code followed to its shipment. It reads nothing from the store.
package guest
