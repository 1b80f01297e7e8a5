package store

// beside runs fn while the caller goes on, and wait returns when it has ended. A
// panic of fn is the waiter's. fn must not touch the transaction, which belongs
// to one goroutine.
func beside(fn func()) (wait func()) {
	ended := make(chan any, 1)
	go func() {
		defer func() { ended <- recover() }()
		fn()
	}()
	return func() {
		if r := <-ended; r != nil {
			panic(r)
		}
	}
}
