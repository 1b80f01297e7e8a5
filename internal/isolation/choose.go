package isolation

import (
	"math/rand/v2"
	"slices"

	"porthole/internal/model"
)

// choose picks the accounts to sign in as: all of them, or a sample of n which
// has as many partners as it can.
func choose(accounts []model.Account, n int) []model.Account {
	chosen := slices.Clone(accounts)
	if n <= 0 || n >= len(accounts) {
		return chosen
	}
	rand.Shuffle(len(chosen), func(i, j int) { chosen[i], chosen[j] = chosen[j], chosen[i] })
	turn := map[string]int{} // of each partner: how many of its accounts came before
	turns := make(map[string]int, len(chosen))
	for _, account := range chosen {
		turns[account.Email] = turn[account.Partner]
		turn[account.Partner]++
	}
	slices.SortStableFunc(chosen, func(a, b model.Account) int { return turns[a.Email] - turns[b.Email] })
	return chosen[:n]
}
