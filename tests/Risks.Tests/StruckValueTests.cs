using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Risks.Tests.Samples;

namespace Ledger.Risks.Tests;

/// <summary>The value of a reversed contribution is in no allocation to come.</summary>
public sealed class StruckValueTests
{
    private static readonly AcceptedValueCopied Copied = new(TaihuAgreement.Id, "E1", "E1-machine", Yuan("840000.00"), new DateOnly(2025, 3, 1), Acceptance);

    [Fact]
    public void A_replaced_value_counts_from_its_day_on()
    {
        var copied = new AcceptedValueCopied("taihu-2025", "E1", "E1-machine", Samples.Yuan("840000.00"), new DateOnly(2025, 3, 1), Acceptance);
        var second = new AcceptedValueReplaced(2, Samples.Yuan("800000.00"), new DateOnly(2025, 3, 1), Acceptance);
        var third = new AcceptedValueReplaced(3, Samples.Yuan("700000.00"), new DateOnly(2026, 1, 1), Acceptance);
        // In whatever order they are heard of.
        var state = new object[] { third, second, copied }.Aggregate(AcceptedValue.None(Samples.Id), AcceptedValueDecider.Evolve);
        Assert.Equal(("800000.00", "700000.00"), (state.On(new DateOnly(2025, 12, 31)).Value.Amount, state.On(new DateOnly(2026, 1, 1)).Value.Amount));
        Assert.Same(Decision.Nothing, AcceptedValueDecider.Decide(state, second));
    }

    private static readonly AcceptedValueStruck Struck = new(new DateOnly(2026, 2, 1), Acceptance);

    [Fact]
    public void It_counts_until_it_is_struck()
    {
        var given = Given(Copied);
        Assert.True(given.State.Counts());
        given.When(state => AcceptedValueDecider.Decide(state, Struck)).Then(Struck).ThenAgainNothing().ThenState(state => Assert.False(state.Counts()));
    }

    [Fact]
    public void A_reversal_heard_of_before_the_value_stands() => Given(Struck)
        .When(state => AcceptedValueDecider.Decide(state, Copied)).Then(Copied).ThenState(state => Assert.False(state.Counts()));

    [Fact]
    public void A_reversal_can_be_stored_read_and_hashed()
    {
        StoredFacts.Endures(Struck);
        StoredFacts.Endures(Given(Copied, Struck).State);
    }

    private static Given<AcceptedValue> Given(params object[] facts) => GivenWhenThen.Given(AcceptedValue.None(Id), AcceptedValueDecider.Evolve, facts);
}
