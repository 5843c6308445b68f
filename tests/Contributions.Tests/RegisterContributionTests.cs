using CsCheck;
using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Contributions.Tests.Samples;

namespace Ledger.Contributions.Tests;

public sealed class RegisterContributionTests
{
    [Fact]
    public void What_the_agreement_takes_is_registered_under_the_version_in_force() =>
        Given().When(Deciding(Register(Machine)))
            .Then(Registered)
            .ThenState(state => Assert.Equal(ContributionState.Registered, state.State))
            .ThenAgainNothing();

    [Fact]
    public void The_same_particulars_again_change_nothing_even_when_the_agreement_ended() =>
        Given(Registered).When(Deciding(Register(Machine) with { Agreement = null, Files = Files() })).ThenNothing();

    [Fact]
    public void The_same_particulars_in_another_order_of_attributes_are_the_same() =>
        Given(Registered).When(Deciding(Register(Machine with
        {
            Attributes = new Dictionary<string, string> { ["serial-number"] = "T5-0042", ["maker"] = "Taihu Machines" },
            Evidence = [Invoice with { }, Photo with { }],
        }))).ThenNothing();

    public static TheoryData<string> Differences => new(Changes.Keys);

    [Theory]
    [MemberData(nameof(Differences))]
    public void The_same_reference_with_other_content_is_refused(string difference) =>
        Given(Registered).When(Deciding(Register(Changes[difference])))
            .ThenRejected<ContributionExists>("contribution.exists", "reference");

    [Fact]
    public void Without_a_signed_version_in_force_nothing_can_be_registered() =>
        Given().When(Deciding(Register(Machine) with { Agreement = null }))
            .ThenRejected<AgreementNotActive>("contribution.agreement-not-active", "agreementId");

    [Theory]
    [InlineData("2024-12-31")]
    [InlineData("2028-01-01")]
    public void Outside_its_term_an_agreement_is_not_in_force(string day) =>
        Assert.Null(AdoptedAgreement.InForce([TaihuAgreement.Adopted], DateOnly.Parse(day)));

    [Fact]
    public void An_organisation_that_is_no_party_cannot_contribute() =>
        Given().When(Deciding(Register(Machine with { Party = "X9" }))).ThenRejected<PartyUnknown>("party.unknown");

    [Fact]
    public void A_party_cannot_contribute_before_it_acceded() =>
        Given().When(Deciding(Register(Machine with { Party = "E2", EffectiveOn = new DateOnly(2025, 1, 31) })))
            .ThenRejected<PartyUnknown>("party.unknown");

    [Fact]
    public void On_the_day_of_its_accession_a_party_can_contribute() =>
        Given().When(Deciding(Register(Machine with { Party = "E2", EffectiveOn = new DateOnly(2025, 2, 1) })))
            .Then<ContributionRegistered>(fact => Assert.Equal("E2", fact.Particulars.Party));

    [Fact]
    public void The_receiver_must_be_a_party_on_that_day() =>
        Given().When(Deciding(Register(Machine with { ReceivedBy = "X9" }))).ThenRejected<PartyUnknown>("party.unknown", "receivedBy");

    [Fact]
    public void The_receiver_must_have_acceded_by_then() =>
        Given().When(Deciding(Register(Machine with { ReceivedBy = "E2", EffectiveOn = new DateOnly(2025, 1, 31) })))
            .ThenRejected<PartyUnknown>("party.unknown", "receivedBy");

    [Fact]
    public void Nobody_receives_its_own_contribution() =>
        Given().When(Deciding(Register(Machine with { ReceivedBy = "E1" })))
            .ThenRejected<ReceivedBySelf>("contribution.received-by-self", "receivedBy");

    [Fact]
    public void A_kind_that_the_agreement_does_not_value_is_refused() =>
        Given().When(Deciding(Register(Machine with { Kind = ContributionKind.Data })))
            .ThenRejected<KindNotAgreed>("contribution.kind-not-agreed", "kind");

    [Fact]
    public void A_claim_in_another_currency_is_refused() =>
        Given().When(Deciding(Register(Machine with { Claimed = Money.Parse("1200000.00", Currency.Of("EUR")) })))
            .ThenRejected<WrongCurrency>("money.wrong-currency", "claimed.currency");

    [Theory]
    [InlineData("-0.01", "money.negative")]
    [InlineData("0.00", "money.not-positive")]
    public void A_claim_is_more_than_nothing(string amount, string code) =>
        Given().When(Deciding(Register(Machine with { Claimed = Money.Parse(amount, Cny) })))
            .ThenRejected<InputRejection>(code, "claimed.amount");

    [Fact]
    public void A_day_that_has_not_begun_anywhere_is_in_the_future() =>
        Given().When(Deciding(Register(Machine with { EffectiveOn = new DateOnly(2025, 3, 3) })))
            .ThenRejected<EffectiveInFuture>("contribution.effective-in-future", "effectiveOn");

    [Fact]
    public void In_China_the_day_begins_before_it_does_in_UTC() =>
        Given().When(Deciding(Register(Machine with { EffectiveOn = new DateOnly(2025, 3, 3) }) with
        {
            At = new DateTimeOffset(2025, 3, 3, 7, 0, 0, TimeSpan.FromHours(8)),
        })).Then<ContributionRegistered>(_ => { });

    [Fact]
    public void A_title_says_something_in_both_languages()
    {
        Given().When(Deciding(Register(Machine with { Title = new Text(" ", "机床") }))).ThenRejected<InputRejection>("input.blank", "title.en");
        Given().When(Deciding(Register(Machine with { Title = new Text("Machine", "") }))).ThenRejected<InputRejection>("input.blank", "title.zh");
        Given().When(Deciding(Register(Machine with { Title = new Text(new string('x', RuleLimits.Text + 1), "机床") })))
            .ThenRejected<InputRejection>("input.too-long", "title.en");
    }

    [Fact]
    public void Attributes_have_limits()
    {
        static Particulars With(params (string Name, string Value)[] attributes) =>
            Machine with { Attributes = attributes.ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal) };

        Given().When(Deciding(Register(With([.. Enumerable.Range(0, ContributionLimits.Attributes + 1).Select(i => ($"a{i}", "x"))]))))
            .ThenRejected<InputRejection>("input.too-many", "attributes");
        Given().When(Deciding(Register(With((new string('n', ContributionLimits.AttributeName + 1), "x")))))
            .ThenRejected<InputRejection>("input.too-long", "attributes");
        Given().When(Deciding(Register(With((" ", "x"))))).ThenRejected<InputRejection>("input.blank", "attributes");
        Given().When(Deciding(Register(With(("maker", new string('x', RuleLimits.Text + 1))))))
            .ThenRejected<InputRejection>("input.too-long", "attributes.maker");
        Given().When(Deciding(Register(With(("maker", ""))))).ThenRejected<InputRejection>("input.blank", "attributes.maker");
        Given().When(Deciding(Register(With([.. Enumerable.Range(0, ContributionLimits.Attributes).Select(i => ($"a{i}", "x"))]))))
            .Then<ContributionRegistered>(_ => { });
    }

    [Fact]
    public void Any_claim_above_zero_in_the_currency_is_recorded_to_the_cent() =>
        Gen.Long[1, long.MaxValue].Sample(minor =>
            Given().When(Deciding(Register(Machine with { Claimed = new Money(minor, Cny) })))
                .Then<ContributionRegistered>(fact => Assert.Equal(minor, fact.Particulars.Claimed.Minor)));

    private static readonly Dictionary<string, Particulars> Changes = new(StringComparer.Ordinal)
    {
        ["agreement"] = Machine with { AgreementId = "taihu-2026" },
        ["party"] = Machine with { Party = "E2" },
        ["kind"] = Machine with { Kind = ContributionKind.LoanedEquipment },
        ["title"] = Machine with { Title = new Text("5-axis machine", "机床") },
        ["claimed"] = Machine with { Claimed = Money.Parse("1200000.01", Cny) },
        ["effective day"] = Machine with { EffectiveOn = new DateOnly(2025, 3, 2) },
        ["receiver"] = Machine with { ReceivedBy = "E2" },
        ["less evidence"] = Machine with { Evidence = [Invoice] },
        ["other evidence"] = Machine with { Evidence = [Invoice, Photo with { Size = 100 }] },
        ["less attributes"] = Machine with { Attributes = new Dictionary<string, string> { ["maker"] = "Taihu Machines" } },
        ["other attributes"] = Machine with
        {
            Attributes = new Dictionary<string, string> { ["maker"] = "Taihu Machines", ["serial-number"] = "T5-0043" },
        },
    };

    private static Given<Contribution> Given(params object[] facts) =>
        GivenWhenThen.Given(Contribution.None(Id), ContributionDecider.Evolve, facts);

    private static Func<Contribution, Decision> Deciding(RegisterContribution command) => state => ContributionDecider.Decide(state, command);
}
