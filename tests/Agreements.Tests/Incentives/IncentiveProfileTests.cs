using Ledger.Agreements.Domain;
using Ledger.Rules;
using static Ledger.Agreements.Tests.IncentiveSamples;

namespace Ledger.Agreements.Tests;

/// <summary>Parameters of a year from the shipped region profiles.</summary>
public sealed class IncentiveProfileTests
{
    private static readonly Period Term = new(new DateOnly(2025, 1, 1), new DateOnly(2030, 12, 31));
    private static readonly string[] Kinds =
        ["appraised-equipment AskTaxOffice", "school-running Eligible", "staff-time AskTaxOffice", "technology-licence AskTaxOffice", "training-base Eligible"];

    [Fact]
    public void The_national_profile_gives_rate_kinds_and_terms_each_with_source_and_mark()
    {
        var taken = Take(Authority.National());
        Assert.Equal((Rational.Parse("0.30"), "cn", new RegionProfileReference("cn", 1)), (taken.Rate, taken.Profile, taken.Terms!.Profile));
        Assert.Equal(Kinds, taken.Kinds.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{kind.Key} {kind.Value}"));
        Assert.Equal((null, true, true), (taken.Terms.CarryYears, taken.Terms.GroupAllowed, taken.Terms.Clawback));
        // The rate was found in the notice; what the tax office has to be asked about is a proposal, and so the whole is no surer.
        Assert.Equal(SourceMark.OwnDesign, taken.Mark);
        Assert.Equal("财税〔2019〕46号 / MOF Caishui [2019] No. 46", taken.Source);
        var rate = Origin(taken, "taxCredit.rate");
        Assert.Equal(("0.30", SourceMark.Found, "caishui-2019-46", "Article 3"), (rate.Value, rate.Mark, rate.Source!.Id, rate.Place));
        Assert.Equal(("∞", SourceMark.Found), (Origin(taken, "taxCredit.carryForwardYears").Value, Origin(taken, "taxCredit.carryForwardYears").Mark));
        Assert.Equal(("0.02", SourceMark.FromMemory), (Origin(taken, "taxCredit.surcharges.local-education").Value, Origin(taken, "taxCredit.surcharges.local-education").Mark));
    }

    [Fact]
    public void What_the_province_does_not_override_comes_from_the_nation()
    {
        var taken = Take(ProfileMerge.Merge(Authority.National(), Authority.Profile("cn-shandong")).Value!);
        Assert.Equal(("cn-shandong", new RegionProfileReference("cn", 1)), (taken.Profile, Origin(taken, "taxCredit.rate").Origin));
        Assert.Equal(["cn", "cn-shandong"], taken.Terms!.Layers.Select(layer => layer.Id));
    }

    [Fact]
    public void A_year_under_the_national_profile_comes_to_the_figures_worked_out_by_hand()
    {
        // 1,000,000.00 + 250,000.40 = 1,250,000.40; x 0.30 = 375,000.12; due 60,000 + 40,000 are all credited; 275,000.12 is carried.
        var year = new DateOnly(2025, 5, 20);
        var first = Million with { InvoicedOn = year, PaidOn = year, AcceptedOn = year };
        var second = first with { Reference = "I2", Kind = "school-running", Invoice = "INV-002", Amount = Yuan("250000.40"), PaidByMember = Yuan("250000.40") };
        var opened = Opened2025 with { Parameters = Take(Authority.National()) };
        var figures = IncentiveClaim.Of(Folded(Listed, opened, Entered(first, 2025), Entered(second, 2025), Due(2025, "60000.00", "40000.00")), 2025).Figures!;
        Assert.Equal(
            ("1250000.40", "375000.12", "100000.00", "275000.12"), (figures.Base.Amount, figures.Available.Amount, figures.Credit.Amount, figures.CarriedForward.Amount));
        Given(Listed, opened).When(Enter(first with { Kind = "staff-time" }, 2025)).ThenRejected<IncentiveCategoryAsk>("incentive.category-ask", "category");
        Given(Listed, opened).When(Enter(first with { Kind = "own-equipment" }, 2025)).ThenRejected<IncentiveKindUnknown>("incentive.kind-unknown", "kind");
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { "unknown", "incentive.profile-unknown", "profile" },
        { "before it rules", "incentive.profile-not-in-force", "profile" },
        { "dollars", "incentive.profile-contradicted", "currency" },
        { "federal", "incentive.profile-lacks", "profile" },
        { "no rate", "incentive.profile-lacks", "profile" },
        { "no kinds", "incentive.profile-lacks", "profile" },
        { "carry of five years", "incentive.carry-limited", "profile" },
        { "other rate", "incentive.profile-contradicted", "parameters.rate" },
        { "other kind", "incentive.profile-lacks", "parameters.kinds" },
        { "more generous", "incentive.profile-contradicted", "parameters.kinds" },
        { "other id", "incentive.profile-contradicted", "parameters.profile" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_the_profile_lacks_or_contradicts_is_refused(string fault, string code, string field)
    {
        var agreeing = Policy with { Kinds = new Dictionary<string, CreditTreatment> { ["training-base"] = CreditTreatment.Eligible }, Profile = "cn" };
        var (profile, year, currency, stated) = fault switch
        {
            "unknown" => (null, 2025, Cny, (IncentiveParameters?)null),
            "before it rules" => (Authority.National(), 2024, Cny, null),
            "dollars" => (Authority.National(), 2025, Currency.Of("USD"), null),
            "federal" => (ProfileMerge.Merge(null, Authority.Profile("us-federal")).Value, 2025, Currency.Of("USD"), null),
            "no rate" => (Authority.National(("values/taxCredit.rate", null)), 2025, Cny, null),
            "no kinds" => (Authority.National([.. Kinds.Select(kind => ($"values/taxCredit.baseCategories.{kind.Split(' ')[0]}", (string?)null))]), 2025, Cny, null),
            "carry of five years" => (Authority.National(("values/taxCredit.carryForwardYears/value", "5")), 2025, Cny, null),
            "other rate" => (Authority.National(), 2025, Cny, agreeing with { Rate = Rational.Parse("0.31") }),
            "other kind" => (Authority.National(), 2025, Cny, agreeing with { Kinds = Policy.Kinds }),
            "more generous" => (Authority.National(), 2025, Cny, agreeing with { Kinds = new Dictionary<string, CreditTreatment> { ["staff-time"] = CreditTreatment.Eligible } }),
            "other id" => (Authority.National(), 2025, Cny, agreeing with { Profile = "cn-2" }),
            _ => throw new ArgumentException(fault, nameof(fault)),
        };
        var refused = ProfileParameters.Take(profile is null ? null : new NamedProfile(profile, Term), "x 1", year, currency, stated).Refused!;
        Assert.Equal((code, field), (refused.Code, refused.Field));
        Assert.Contains(refused.Message.Zh, letter => letter > 127);
        Assert.Null(ProfileParameters.Take(new NamedProfile(Authority.National(), Term), "cn 1", 2025, Cny, agreeing).Refused);
    }

    [Fact]
    public void A_profile_without_group_and_without_repayment_keeps_both_out_of_the_year()
    {
        var opened = Opened2025 with
        {
            Parameters = Take(Authority.National(("values/taxCredit.groupAllowed/value", "false"), ("values/taxCredit.clawback/value", "false"))),
        };
        var year = new DateOnly(2025, 5, 20);
        var member = new IncentiveMemberStated("E1", new IncentiveMember("E1-sub", new DateOnly(2024, 6, 1), Hash('e')), null, E1, At);
        var item = Million with { InvoicedOn = year, PaidOn = year, AcceptedOn = year, PaidBy = "E1-sub" };
        var left = new IncentiveReduction("W", ReductionCause.Withdrawal, year, Yuan("1.00"), Hash('b'));
        Given(Listed, member, opened).When(Enter(item, 2025)).ThenRejected<IncentiveGroupNotAllowed>("incentive.group-not-allowed", "paidBy");
        Given(Listed, opened).When(Decide(new EnterIncentiveReduction(2025, left, "E1", E1, At))).ThenRejected<IncentiveNoClawback>("incentive.no-clawback");
        object[] before = [Listed, member, Opened2025 with { Parameters = Take(Authority.National()) }];
        var correct = new CorrectIncentiveParameters(2025, opened.Parameters, "the profile was corrected", "E1", E1, At);
        Given([.. before, Entered(item, 2025)]).When(Decide(correct)).ThenRejected<IncentiveGroupNotAllowed>("incentive.group-not-allowed", "profile");
        Given([.. before, new IncentiveReductionEntered(2025, left, E1, At)]).When(Decide(correct)).ThenRejected<IncentiveNoClawback>("incentive.no-clawback", "profile");
    }

    private static IncentiveParameters Take(EffectiveProfile profile) =>
        ProfileParameters.Take(new NamedProfile(profile, Term), "x 1", 2025, Cny, null) is { Refused: null, Parameters: { } parameters } ? parameters : throw new InvalidOperationException();

    private static ParameterOrigin Origin(IncentiveParameters taken, string key) => taken.Terms!.Origins.Single(origin => origin.Key == key);
}
