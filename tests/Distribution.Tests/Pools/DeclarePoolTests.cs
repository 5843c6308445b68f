using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

public sealed class DeclarePoolTests
{
    [Fact]
    public void A_pool_is_declared_once() => GivenPool().When(Deciding(Declare))
        .Then(Declared)
        .ThenState(state => Assert.Equal((TaihuAgreement.Id, Declared), (state.AgreementId, state.Declared)))
        .ThenAgainNothing();

    [Fact]
    public void It_is_booked_from_the_bank_to_the_pool_and_takes_the_next_turn_of_its_agreement()
    {
        var started = GivenPool().When(Deciding(Declare)).Decision.NewStreams;
        Assert.Equal([typeof(Turn), typeof(JournalEntry)], started.Select(stream => stream.State));
        Assert.Equal([Declare.Turn.Stream, Streams.PoolEntry(PoolId)], started.Select(stream => stream.Id));
        Assert.Equal([new TurnTaken("pools/taihu-2025", 1, "2025")], started[0].Facts);
        var entry = Assert.IsType<JournalEntryPosted>(Assert.Single(started[1].Facts));
        Assert.Equal((Book.Cash, EntryKind.PoolDeclared, new DateOnly(2025, 12, 31), "2025"), (entry.Book, entry.Kind, entry.On, entry.Reference));
        Assert.Equal(
            [
                new JournalLine(Account.Bank, Side.Debit, Yuan("600000.00")),
                new JournalLine(Account.OfPool("2025"), Side.Credit, Yuan("600000.00")),
            ],
            entry.Lines);
        Assert.Equal(((Guid?)PoolId, (Guid?)null, Declare.At), (entry.PoolId, entry.RunId, entry.At));
        Assert.Equal([TaihuAgreement.Adopted.Source!], entry.Sources);
    }

    [Fact]
    public void A_repetition_changes_nothing_even_when_the_declaration_would_be_refused_today() => GivenPool(Declared)
        .When(Deciding(Declare with { AtFrom = null, AtTo = null, By = Fang, Others = [PoolPlace.Of(Declared)], At = At.AddYears(3) })).ThenNothing();

    public static TheoryData<string> OtherParticulars => ["amount", "period", "title", "kind", "evidence", "agreement"];

    [Theory]
    [MemberData(nameof(OtherParticulars))]
    public void A_reference_names_one_pool_only(string changed)
    {
        var other = changed switch
        {
            "amount" => Declaration with { Amount = Yuan("600000.01") },
            "period" => Declaration with { Period = Year2025 with { To = new DateOnly(2025, 12, 30) } },
            "title" => Declaration with { Title = new Text("Other income", "其他收入") },
            "kind" => Declaration with { Kind = "licence-income" },
            "evidence" => Declaration with { Evidence = [new PoolEvidence("bank", new string('a', 64))] },
            _ => Declaration with { AgreementId = "wuxi-2025" },
        };
        var refused = GivenPool(Declared).When(Deciding(Declare with { Declaration = other }))
            .ThenRejected<PoolAlreadyDeclared>("pool.already-declared", "reference");
        Assert.Equal((RejectionKind.Conflict, "2025", Year2025), (refused.Kind, refused.Reference, refused.Period));
    }

    [Theory]
    [InlineData("2025-12-31", "2026-01-05")]
    [InlineData("2024-06-01", "2025-01-01")]
    [InlineData("2025-05-01", "2025-05-01")]
    public void A_period_is_shared_once(string from, string to)
    {
        var other = Declaration with { Reference = "again", Period = new Period(DateOnly.Parse(from), DateOnly.Parse(to)) };
        Assert.Equal("2025", GivenPool().When(Deciding(Declare with { Declaration = other, Others = [PoolPlace.Of(Declared)] }))
            .ThenRejected<PoolAlreadyDeclared>("pool.already-declared", "period").Reference);
    }

    [Fact]
    public void An_earlier_period_comes_too_late()
    {
        var late = Declaration with { Reference = "2024", Period = new Period(new DateOnly(2024, 1, 1), new DateOnly(2024, 12, 31)) };
        Assert.Equal("2025", GivenPool().When(Deciding(Declare with { Declaration = late, Others = [PoolPlace.Of(Declared)] }))
            .ThenRejected<PoolOutOfOrder>("pool.out-of-order", "period").Latest);
    }

    [Fact]
    public void The_next_period_begins_on_the_day_after()
    {
        var next = Declaration with { Reference = "2026", Period = new Period(new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 8)) };
        GivenPool().When(Deciding(Declare with { Declaration = next, Others = [PoolPlace.Of(Declared)], Turn = TurnOf("pools/taihu-2025", 2) }))
            .Then<PoolDeclared>(fact => Assert.Equal(2, fact.No));
    }

    [Fact]
    public void The_terms_are_those_of_the_last_day()
    {
        var second = TaihuAgreement.Adopt(TaihuAgreement.Json(("\"version\":1", "\"version\":2")), Elsewhere);
        GivenPool().When(Deciding(Declare with { AtTo = second }))
            .Then<PoolDeclared>(fact => Assert.Equal((2, Elsewhere), (fact.AgreementVersion, fact.Agreement)));
    }

    private static Func<Pool, Decision> Deciding(DeclarePool command) => state => PoolDecider.Decide(state, command);
}
