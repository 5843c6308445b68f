using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Agreements.Tests.Samples;

namespace Ledger.Agreements.Tests;

/// <summary>Supply and demand of a region, period by period.</summary>
public sealed class AlignmentTests
{
    private static readonly Period Year = new(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31));
    private static readonly DataSource Note = new(null, new Text("Survey 2025", "2025年调查"));

    // The case of the domain text: s = (.5, .3, .2), d = (.4, .4, .2) -> 0.9.
    private static readonly AlignmentData Case = Data(AlignmentUnit.Share, [("cnc", "0.5"), ("robot", "0.3"), ("mould", "0.2")], [("cnc", "0.4"), ("robot", "0.4"), ("mould", "0.2")]);

    [Fact]
    public void The_case_of_the_domain_text_comes_to_nine_tenths() => Given().When(Record(Case)).Then<AlignmentRecorded>(fact =>
    {
        Assert.Equal((new Rational(9, 10), "skills.alignment-index", 1, null), (fact.Index, fact.Method, fact.MethodVersion, fact.Reason));
        StoredFacts.Endures(fact);
    }).ThenAgainNothing();

    // 50 + 30 + 20 graduates, 80 + 80 + 40 vacancies: the same shares.
    [Fact]
    public void Headcounts_are_turned_into_exact_shares() => Given()
        .When(Record(Data(AlignmentUnit.Headcount, [("cnc", "50"), ("robot", "30"), ("mould", "20")], [("cnc", "80"), ("robot", "80"), ("mould", "40")])))
        .Then<AlignmentRecorded>(fact => Assert.Equal(new Rational(9, 10), fact.Index));

    [Fact]
    public void Data_are_replaced_with_a_reason_only_and_periods_stand_in_order()
    {
        var earlier = Case with { Period = new Period(new DateOnly(2024, 1, 1), new DateOnly(2024, 12, 31)) };
        var changed = Case with { Demand = Case.Supply };
        Given(Recorded(Case)).When(Record(changed)).ThenRejected<ReasonMissing>("reason.missing", "reason");
        Given(Recorded(Case), Recorded(earlier)).When(Record(changed, "Late returns.")).ThenState(state =>
        {
            Assert.Equal([2024, 2025], state.Entries.Select(entry => entry.Data.Period.From.Year));
            Assert.Equal((Rational.One, 2), (state.Entries[1].Index, state.Entries[1].Entered));
        }).ThenAgainNothing();
    }

    [Theory]
    [InlineData("cnc", "0.9", "alignment.shares-not-one", "data.supply")]
    [InlineData("cnc", "-1", "input.negative", "data.supply.fields.cnc")]
    [InlineData("c n", "1", "input.not-an-identifier", "data.supply.fields[\"c n\"]")]
    public void Wrong_shares_are_refused_with_their_place(string field, string share, string code, string path) =>
        Given().When(Record(Data(AlignmentUnit.Share, [(field, share)], [("cnc", "1")]))).ThenRejected<InputRejection>(code, path);

    [Fact]
    public void Nothing_nobody_and_half_a_person_are_refused()
    {
        Given().When(Record(Data(AlignmentUnit.Headcount, [], [("cnc", "1")]))).ThenRejected<InputRejection>("input.empty", "data.supply.fields");
        Given().When(Record(Data(AlignmentUnit.Headcount, [("cnc", "1")], [("cnc", "0")]))).ThenRejected<InputRejection>("input.not-positive", "data.demand.fields");
        Given().When(Record(Data(AlignmentUnit.Headcount, [("cnc", "1/2")], [("cnc", "1")]))).ThenRejected<HeadcountNotWhole>("alignment.headcount-not-whole", "data.supply.fields.cnc");
        Given().When(Record(Case with { Period = new Period(Year.To, Year.From) })).ThenRejected<InputRejection>("input.dates-not-ordered", "data.period.to");
        Given().When(Record(Case, region: "no where")).ThenRejected<InputRejection>("input.not-an-identifier", "region");
    }

    [Fact]
    public void Data_carry_their_source()
    {
        Given().When(Record(With(new DataSource(null, null)))).ThenRejected<DataSourceMissing>("alignment.source-missing", "data.demand.source");
        Given().When(Record(With(new DataSource(new string('A', 64), null)))).ThenRejected<DataSourceMissing>("alignment.source-missing", "data.demand.source.sha256");
        Given().When(Record(With(new DataSource(null, new Text("x", " "))))).ThenRejected<DataSourceMissing>("alignment.source-missing", "data.demand.source.note");
        Given().When(Record(With(new DataSource(new string('a', 64), null)))).Then<AlignmentRecorded>(_ => { });
        static AlignmentData With(DataSource source) => Case with { Demand = Case.Demand with { Source = source } };
    }

    [Fact]
    public void Fields_and_periods_are_limited()
    {
        var many = Enumerable.Range(0, AgreementLimits.AlignmentFields + 1).Select(i => ($"f{i}", "1")).ToArray();
        Given().When(Record(Data(AlignmentUnit.Headcount, many, many))).ThenRejected<InputRejection>("input.too-many", "data.supply.fields");
        Given().When(Record(Data(AlignmentUnit.Headcount, many[1..], many[1..]))).Then<AlignmentRecorded>(_ => { });
        var entry = Given(Recorded(Case)).State.Entries[0];
        var full = AlignmentSeries.None(Id) with
        {
            Entries = [.. Enumerable.Range(1, AgreementLimits.AlignmentPeriods).Select(i => entry with { Data = entry.Data with { Period = new(Year.From.AddDays(-i), Year.To) } })],
        };
        Assert.Equal("alignment.full", Record(Case)(full).Rejection!.Code);
    }

    private static AlignmentRecorded Recorded(AlignmentData data) => (AlignmentRecorded)Record(data)(AlignmentSeries.None(Id)).Facts[0];

    private static AlignmentData Data(AlignmentUnit unit, (string Field, string Value)[] supply, (string Field, string Value)[] demand) =>
        new(Year, unit, Side(supply), Side(demand));

    private static AlignmentSide Side((string Field, string Value)[] fields) => new(fields.ToDictionary(field => field.Field, field => Rational.Parse(field.Value)), Note);

    private static Given<AlignmentSeries> Given(params object[] facts) => GivenWhenThen.Given(AlignmentSeries.None(Id), AlignmentDecider.Evolve, facts);

    private static Func<AlignmentSeries, Decision> Record(AlignmentData data, string? reason = null, string region = "CN-37") =>
        state => AlignmentDecider.Decide(state, new RecordAlignment(region, data, reason, Administrator, At));
}
