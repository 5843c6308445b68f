using System.Text.Json;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Features;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using static Ledger.Contributions.Tests.Samples;

namespace Ledger.Contributions.Tests;

public sealed class DetailRulesTests
{
    private static readonly DateOnly Today = new(2025, 3, 2);
    private static readonly Period March = new(new DateOnly(2025, 3, 1), new DateOnly(2025, 3, 31));
    private static readonly Period Backwards = new(March.To, March.From);
    private static readonly EquipmentDetails Given = new("TH5-2021-037", 46, new Rational(16, 25));
    private static readonly EquipmentDetails Lent = Given with { Loan = March, AvailableHoursPerMonth = 160 };
    private static readonly StaffTimeDetails Staff = new("p-7f3a", new Text("Instructor", "实训教师"), 100, true, March);
    private static readonly TechnologyDetails Licence = new(new Text("Teaching", "教学"), Exclusivity.NonExclusive, March);

    [Fact]
    public void Every_kind_takes_its_own_particulars()
    {
        Fits(ContributionKind.Cash, new(Cash: new(Today, "BANK-0042")));
        Fits(ContributionKind.DonatedEquipment, new(Equipment: Given));
        Fits(ContributionKind.LoanedEquipment, new(Equipment: Lent));
        Fits(ContributionKind.Space, new(Space: new(new Rational(241, 2), March)));
        Fits(ContributionKind.Supplies, new(Supplies: new(new Rational(5, 2), "kg")));
        Fits(ContributionKind.StaffTime, new(StaffTime: Staff));
        Fits(ContributionKind.TechnologyLicence, new(Technology: Licence));
        Fits(ContributionKind.TechnologyAssignment, new(Technology: Licence with { Term = null, Exclusivity = Exclusivity.Exclusive }));
        Fits(ContributionKind.TrainingContent, new(TrainingContent: new(64, new Text("Milling", "铣削"))));
        Fits(ContributionKind.Data, new(Data: new(1_000, false)));
        foreach (var kind in Enum.GetValues<ContributionKind>()) Assert.Null(DetailRules.Broken(kind, null, Today));
    }

    public static TheoryData<string, ContributionKind, KindDetails, string> Wrong => new()
    {
        { "details.empty", ContributionKind.Cash, new(), "details" },
        { "details.of-another-kind", ContributionKind.Cash, new(Equipment: Given), "details.equipment" },
        { "details.of-another-kind", ContributionKind.DonatedEquipment, new(Equipment: Given, Cash: new(Today, "B")), "details.cash" },
        { "cash.paid-in-future", ContributionKind.Cash, new(Cash: new(Today.AddDays(1), "B")), "details.cash.paidOn" },
        { "cash.payment-reference-malformed", ContributionKind.Cash, new(Cash: new(Today, " ")), "details.cash.paymentReference" },
        { "equipment.serial-number-malformed", ContributionKind.DonatedEquipment, new(Equipment: Given with { SerialNumber = "- 12 3 -" }), "details.equipment.serialNumber" },
        { "equipment.serial-number-malformed", ContributionKind.DonatedEquipment, new(Equipment: Given with { SerialNumber = new string('7', ContributionLimits.SerialNumber + 1) }), "details.equipment.serialNumber" },
        { "equipment.age-out-of-range", ContributionKind.DonatedEquipment, new(Equipment: Given with { AgeMonths = -1 }), "details.equipment.ageMonths" },
        { "equipment.age-out-of-range", ContributionKind.DonatedEquipment, new(Equipment: Given with { AgeMonths = ContributionLimits.AgeMonths + 1 }), "details.equipment.ageMonths" },
        { "equipment.condition-out-of-range", ContributionKind.DonatedEquipment, new(Equipment: Given with { Condition = 0 }), "details.equipment.condition" },
        { "equipment.condition-out-of-range", ContributionKind.DonatedEquipment, new(Equipment: Given with { Condition = new Rational(101, 100) }), "details.equipment.condition" },
        { "equipment.public-funded-share-out-of-range", ContributionKind.DonatedEquipment, new(Equipment: Given with { PublicFundedShare = -1 }), "details.equipment.publicFundedShare" },
        { "equipment.public-funded", ContributionKind.DonatedEquipment, new(Equipment: Given with { PublicFundedShare = 1 }), "details.equipment.publicFundedShare" },
        { "equipment.donated-not-lent", ContributionKind.DonatedEquipment, new(Equipment: Lent), "details.equipment.loan" },
        { "equipment.loan-missing", ContributionKind.LoanedEquipment, new(Equipment: Given), "details.equipment.loan" },
        { "equipment.loan-not-ordered", ContributionKind.LoanedEquipment, new(Equipment: Lent with { Loan = Backwards }), "details.equipment.loan.to" },
        { "equipment.available-hours-missing", ContributionKind.LoanedEquipment, new(Equipment: Lent with { AvailableHoursPerMonth = null }), "details.equipment.availableHoursPerMonth" },
        { "equipment.available-hours-out-of-range", ContributionKind.LoanedEquipment, new(Equipment: Lent with { AvailableHoursPerMonth = ContributionLimits.HoursPerMonth + 1 }), "details.equipment.availableHoursPerMonth" },
        { "space.area-not-positive", ContributionKind.Space, new(Space: new(0, March)), "details.space.squareMetres" },
        { "space.period-not-ordered", ContributionKind.Space, new(Space: new(1, Backwards)), "details.space.period.to" },
        { "supplies.quantity-not-positive", ContributionKind.Supplies, new(Supplies: new(-1, "kg")), "details.supplies.quantity" },
        { "supplies.unit-malformed", ContributionKind.Supplies, new(Supplies: new(1, "")), "details.supplies.unit" },
        { "staff-time.person-malformed", ContributionKind.StaffTime, new(StaffTime: Staff with { Person = "王丽" }), "details.staffTime.person" },
        { "input.blank", ContributionKind.StaffTime, new(StaffTime: Staff with { Function = new Text("", "教师") }), "details.staffTime.function.en" },
        { "staff-time.period-not-ordered", ContributionKind.StaffTime, new(StaffTime: Staff with { Period = Backwards }), "details.staffTime.period.to" },
        { "staff-time.hours-out-of-range", ContributionKind.StaffTime, new(StaffTime: Staff with { Hours = (31 * 24) + 1 }), "details.staffTime.hours" },
        { "staff-time.hours-out-of-range", ContributionKind.StaffTime, new(StaffTime: Staff with { Hours = 0 }), "details.staffTime.hours" },
        { "technology.term-missing", ContributionKind.TechnologyLicence, new(Technology: Licence with { Term = null }), "details.technology.term" },
        { "technology.term-not-ordered", ContributionKind.TechnologyLicence, new(Technology: Licence with { Term = Backwards }), "details.technology.term.to" },
        { "technology.assignment-has-term", ContributionKind.TechnologyAssignment, new(Technology: Licence), "details.technology.term" },
        { "technology.assignment-not-exclusive", ContributionKind.TechnologyAssignment, new(Technology: Licence with { Term = null }), "details.technology.exclusivity" },
        { "training-content.hours-out-of-range", ContributionKind.TrainingContent, new(TrainingContent: new(ContributionLimits.TeachingHours + 1, new Text("a", "甲"))), "details.trainingContent.teachingHours" },
        { "data.records-not-positive", ContributionKind.Data, new(Data: new(0, false)), "details.data.records" },
        { "data.legal-basis-missing", ContributionKind.Data, new(Data: new(1, true)), "details.data.legalBasis" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Each_wrong_particular_has_its_code(string code, ContributionKind kind, KindDetails details, string field)
    {
        var rejection = DetailRules.Broken(kind, details, Today);
        Assert.Equal((code, field), (rejection?.Code, rejection?.Field));
    }

    [Theory]
    [InlineData("TH5-2021-037")]
    [InlineData("th5 2021 037")]
    [InlineData("ＴＨ５-2021.037")]
    public void A_serial_number_is_the_same_however_it_is_written(string written) =>
        Assert.Equal("TH52021037", DetailRules.Normal(written));

    [Fact]
    public void Wrong_particulars_are_refused_at_registration() =>
        GivenWhenThen.Given(Contribution.None(Id), ContributionDecider.Evolve)
            .When(state => ContributionDecider.Decide(state, Register(Machine with { Details = new(Equipment: Lent) })))
            .ThenRejected<InputRejection>("equipment.donated-not-lent");

    [Fact]
    public void Particulars_and_claim_type_are_recorded_and_a_change_of_them_is_another_contribution()
    {
        var said = Machine with { Details = new(Equipment: Given), ClaimType = ClaimType.UntilPaid };
        var given = GivenWhenThen.Given(Contribution.None(Id), ContributionDecider.Evolve);
        var done = given.When(state => ContributionDecider.Decide(state, Register(said))).ThenAgainNothing();
        Assert.Equal("0.64", ContributionDetails.Of(done.After).Details!.Equipment!.Condition.ToString());
        new Given<Contribution>(done.After, ContributionDecider.Evolve)
            .When(state => ContributionDecider.Decide(state, Register(said with { ClaimType = ClaimType.Lasting })))
            .ThenRejected<ContributionExists>();
        var stored = StoredFacts.Endures(Registered with { Particulars = said }).GetProperty("particulars");
        Assert.Equal("until-paid", stored.GetProperty("claimType").GetString());
        Assert.Equal("TH5-2021-037", stored.GetProperty("details").GetProperty("equipment").GetProperty("serialNumber").GetString());
    }

    [Fact]
    public void A_request_states_them_as_JSON()
    {
        const string Body =
            """
            {"reference":"r","agreementId":"a","kind":"staff-time","title":{"en":"x","zh":"甲"},"claimed":{"amount":"1.00","currency":"CNY"},
             "effectiveOn":"2025-03-01","receivedBy":"S","evidence":[],"claimType":"one-time",
             "details":{"staffTime":{"person":"p-7f3a","function":{"en":"Instructor","zh":"教师"},"hours":8,"sameSkill":true,
               "period":{"from":"2025-03-01","to":"2025-03-31"}}}}
            """;
        var strict = FactJson.ConfigureStrict(new JsonSerializerOptions());
        var said = JsonSerializer.Deserialize<RegisterContributionRequest>(Body, strict)!.For("E1", out _)!;
        Assert.Equal((8, ClaimType.OneTime), (said.Details!.StaffTime!.Hours, said.ClaimType));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RegisterContributionRequest>(Body.Replace("\"hours\":8,", ""), strict));
    }

    private static void Fits(ContributionKind kind, KindDetails details)
    {
        Assert.Null(DetailRules.Broken(kind, details, Today));
        Assert.Equal([KindDetails.GroupOf(kind)], details.Given());
    }
}
