using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

public sealed class PostAcceptedValueTests
{
    private static readonly PostAcceptedValue Machine = Values[0];

    [Fact]
    public void An_accepted_value_is_booked_once_in_kind() => Given().When(Deciding(Machine)).Then<JournalEntryPosted>(fact =>
    {
        Assert.Equal(
            (Book.InKind, EntryKind.ValueAccepted, "E1-machine", new DateOnly(2025, 3, 1), TaihuAgreement.Id),
            (fact.Book, fact.Kind, fact.Reference, fact.On, fact.AgreementId));
        Assert.Equal(
            [
                new JournalLine(Account.Resources, Side.Debit, Yuan("840000.00")),
                new JournalLine(Account.Contributed("E1"), Side.Credit, Yuan("840000.00")),
            ],
            fact.Lines);
        Assert.Equal((Machine.Contribution, Machine.At), (fact.Contribution, fact.At));
        Assert.Equal([Elsewhere], fact.Sources);
        Assert.Equal(((Guid?)null, (Guid?)null), (fact.PoolId, fact.RunId));
    }).ThenState(state => Assert.Equal((TaihuAgreement.Id, Book.InKind, Machine.EffectiveOn, Machine.At), (state.AgreementId, state.Book, state.On, state.At)))
        .ThenAgainNothing();

    [Fact]
    public void A_redelivery_at_another_time_changes_nothing() =>
        Given(Posted()).When(Deciding(Machine with { At = At, Source = Cite(Declared) })).ThenNothing();

    public static TheoryData<string> Changes => ["value", "party", "day", "agreement"];

    [Theory]
    [MemberData(nameof(Changes))]
    public void Another_value_is_no_second_posting(string changed)
    {
        var other = changed switch
        {
            "value" => Machine with { Contribution = Machine.Contribution with { Accepted = Yuan("840000.01") } },
            "party" => Machine with { Contribution = Machine.Contribution with { Party = "E2" } },
            "day" => Machine with { EffectiveOn = new DateOnly(2025, 3, 2) },
            _ => Machine with { AgreementId = "wuxi-2025" },
        };
        var refused = Given(Posted()).When(Deciding(other)).ThenRejected<PostedOtherwise>("journal.posted-otherwise");
        Assert.Equal((RejectionKind.Conflict, "E1-machine"), (refused.Kind, refused.Reference));
    }

    [Fact]
    public void A_value_is_not_negative() => Given()
        .When(Deciding(Machine with { Contribution = Machine.Contribution with { Accepted = Yuan("-0.01") } }))
        .ThenRejected<InputRejection>("money.negative", "accepted");

    [Fact]
    public void A_value_of_nothing_is_booked_so_that_it_is_seen() => Given()
        .When(Deciding(Machine with { Contribution = Machine.Contribution with { Accepted = Yuan("0.00") } }))
        .Then<JournalEntryPosted>(fact => Assert.All(fact.Lines, line => Assert.True(line.Amount.IsZero)));

    private static object Posted() => JournalDecider.Decide(JournalEntry.None(Guid.Empty), Machine).Facts.Single();

    private static Given<JournalEntry> Given(params object[] facts) =>
        GivenWhenThen.Given(JournalEntry.None(Guid.Empty), JournalDecider.Evolve, facts);

    private static Func<JournalEntry, Decision> Deciding(PostAcceptedValue command) => state => JournalDecider.Decide(state, command);
}
