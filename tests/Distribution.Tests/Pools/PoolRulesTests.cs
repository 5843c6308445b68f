using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>What is wrong with a declaration, whatever was declared before.</summary>
public sealed class PoolRulesTests
{
    private static readonly string Hash = new('a', 64);

    [Theory]
    [InlineData("0.00")]
    [InlineData("-0.01")]
    public void Nothing_or_less_is_no_pool(string amount) =>
        Refused<InputRejection>(Declaration with { Amount = Yuan(amount) }, "money.not-positive", "amount.amount");

    [Fact]
    public void A_pool_is_in_the_currency_of_the_agreement()
    {
        var refused = Refused<WrongCurrency>(Declaration with { Amount = Money.Parse("1.00", Usd) }, "money.wrong-currency", "amount.currency");
        Assert.Equal((RejectionKind.Invalid, Usd, Cny), (refused.Kind, refused.Given, refused.Agreed));
    }

    [Fact]
    public void A_title_is_said_in_both_languages()
    {
        Refused<InputRejection>(Declaration with { Title = new Text(" ", "收入") }, "input.blank", "title.en");
        Refused<InputRejection>(Declaration with { Title = new Text("Income", "") }, "input.blank", "title.zh");
        Refused<InputRejection>(Declaration with { Title = new Text(new string('x', RuleLimits.Text + 1), "收入") }, "input.too-long", "title.en");
        Accepted(Declaration with { Title = new Text(new string('x', RuleLimits.Text), "收入") });
    }

    [Theory]
    [InlineData("")]
    [InlineData("licence income")]
    [InlineData("-income")]
    [InlineData("收入")]
    public void A_kind_is_an_identifier(string kind) =>
        Refused<InputRejection>(Declaration with { Kind = kind }, "input.not-an-identifier", "kind");

    [Fact]
    public void A_period_ends_after_it_begins() => Refused<InputRejection>(
        Declaration with { Period = new Period(new DateOnly(2025, 6, 2), new DateOnly(2025, 6, 1)) }, "input.dates-not-ordered", "period.to");

    // Received at 2026-01-10T02:00Z: the 11th begins on the earliest clocks (UTC+14) at 10:00Z.
    [Theory]
    [InlineData("2026-01-09", "2026-01-10T02:00:00Z", true)]
    [InlineData("2026-01-10", "2026-01-10T02:00:00Z", false)]
    [InlineData("2026-01-10", "2026-01-10T09:59:59Z", false)]
    [InlineData("2026-01-10", "2026-01-10T10:00:00Z", true)]
    [InlineData("2026-01-11", "2026-01-10T10:00:00Z", false)]
    public void A_period_is_over_when_its_last_day_is_over_somewhere(string to, string at, bool over)
    {
        var command = Declare with
        {
            Declaration = Declaration with { Period = Year2025 with { To = DateOnly.Parse(to) } },
            At = DateTimeOffset.Parse(at),
        };
        var decided = GivenPool().When(state => PoolDecider.Decide(state, command));
        if (over) decided.Then<PoolDeclared>(_ => { });
        else decided.ThenRejected<PeriodNotEnded>("pool.period-not-ended", "period.to");
    }

    [Fact]
    public void An_agreement_is_in_force_on_the_first_and_the_last_day()
    {
        Assert.Equal(Year2025.From, GivenPool().When(state => PoolDecider.Decide(state, Declare with { AtFrom = null }))
            .ThenRejected<PoolAgreementNotActive>("pool.agreement-not-active", "period.from").Day);
        Assert.Equal(Year2025.To, GivenPool().When(state => PoolDecider.Decide(state, Declare with { AtTo = null }))
            .ThenRejected<PoolAgreementNotActive>("pool.agreement-not-active", "period.to").Day);
    }

    [Fact]
    public void A_version_that_was_never_adopted_is_not_in_force() => GivenPool()
        .When(state => PoolDecider.Decide(state, Declare with { AtTo = AdoptedAgreement.None(Guid.NewGuid()) }))
        .ThenRejected<PoolAgreementNotActive>("pool.agreement-not-active", "period.to");

    [Fact]
    public void Evidence_is_named_by_reference_and_hash()
    {
        var good = new PoolEvidence("bank-1", Hash);
        Accepted(Declaration with { Evidence = [good] });
        Refused<InputRejection>(
            Declaration with { Evidence = [good, good with { Reference = "bank 2" }] }, "input.not-an-identifier", "evidence[1].reference");
        foreach (var hash in new[] { "", new string('a', 63), new string('a', 65), new string('A', 64), new string('g', 64) })
        {
            Refused<EvidenceHashMalformed>(
                Declaration with { Evidence = [good, good with { Sha256 = hash }] }, "evidence.hash-malformed", "evidence[1].sha256");
        }
    }

    [Fact]
    public void Evidence_has_a_limit()
    {
        var papers = Enumerable.Range(0, DistributionLimits.PoolEvidence + 1).Select(i => new PoolEvidence($"bank-{i}", Hash)).ToList();
        Refused<InputRejection>(Declaration with { Evidence = papers }, "input.too-many", "evidence");
        Accepted(Declaration with { Evidence = papers[1..] });
    }

    private static TRejection Refused<TRejection>(PoolDeclaration said, string code, string field)
        where TRejection : Rejection =>
        GivenPool().When(state => PoolDecider.Decide(state, Declare with { Declaration = said })).ThenRejected<TRejection>(code, field);

    private static void Accepted(PoolDeclaration said) =>
        GivenPool().When(state => PoolDecider.Decide(state, Declare with { Declaration = said })).Then<PoolDeclared>(fact => Assert.Equal(said, fact.Declaration));
}
