using System.Text;
using Ledger.Cli.Scenario;

namespace Ledger.Cli.Tests;

public sealed class ScenarioParserTests
{
    [Fact]
    public void The_sample_is_read_whole()
    {
        var scenario = Sample.Parse().Scenario!;
        Assert.Equal("taihu", scenario.Consortium.Id);
        Assert.Equal(10, scenario.People.Count);
        Assert.Equal(7, scenario.Contributions.Count);
        Assert.Equal(3, scenario.RiskEvents.Count);
        Assert.Single(scenario.Pools);
        Assert.Equal("fang", scenario.Contributions[6].Appraisal.AcceptedBy);
        Assert.True(scenario.Person("wang").Has(PersonRole.FinanceOfficer));
        Assert.All(scenario.Contributions.SelectMany(contribution => contribution.Evidence), evidence => Assert.NotEmpty(evidence.Content));
    }

    [Fact]
    public void A_byte_order_mark_is_no_fault() =>
        Assert.NotNull(ScenarioParser.Parse(Sample.Name, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Sample.Text)]).Scenario);

    [Fact]
    public void A_fault_is_named_with_line_column_path_code_and_both_languages()
    {
        var text = "{\n  \"format\": \"ledger-scenario/1\",\n  \"title\": { \"en\": \"太湖\", \"zh\": \"太湖\", \"fr\": \"x\" }\n}";
        var problem = Sample.Parse(text).Problems.First(problem => problem.Code == "input.unknown-member");
        Assert.Equal((3, 38, "$.title.fr"), (problem.Line, problem.Column, problem.Path));
        Assert.StartsWith("taihu.ledger.json:3:38: $.title.fr: input.unknown-member: ", problem.ToString(), StringComparison.Ordinal);
        Assert.Contains(" / ", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_member_is_placed_at_what_should_hold_it()
    {
        var problem = Sample.Parse("{\n  \"format\": \"ledger-scenario/1\",\n  \"consortium\": { \"id\": \"x\" }\n}").Problems
            .First(problem => problem.Path == "$.consortium.name");
        Assert.Equal(("input.missing", 3, 3), (problem.Code, problem.Line, problem.Column));
    }

    [Fact]
    public void A_member_that_stands_twice_is_placed_at_its_second_standing()
    {
        var problem = Sample.Parse("{\n  \"format\": \"ledger-scenario/1\",\n  \"format\": \"ledger-scenario/1\"\n}").Problems
            .Single(problem => problem.Code == "input.duplicate-member");
        Assert.Equal((3, 3), (problem.Line, problem.Column));
    }

    [Fact]
    public void Faults_come_in_the_order_of_the_file()
    {
        var problems = Sample.Parse(Sample.With("pools/0/amount", "\"-1\"").Replace("\"1200000.00\"", "1200000.00", StringComparison.Ordinal)).Problems;
        Assert.Equal(["$.contributions[0].claimed", "$.pools[0].amount"], problems.Select(problem => problem.Path));
        Assert.Equal(["input.wrong-type", "money.negative"], problems.Select(problem => problem.Code));
    }

    [Theory]
    [InlineData("{\n  \"format\": \"ledger-scenario/1\",\n}", 3, 1)]
    [InlineData("{\n  \"a\": \"太\" x\n}", 2, 12)]
    [InlineData("", 1, 1)]
    [InlineData("{ // comment\n}", 1, 3)]
    public void What_is_no_json_is_refused_with_its_place(string text, int line, int column)
    {
        var problem = Assert.Single(Sample.Parse(text).Problems);
        Assert.Equal(("scenario.malformed-json", line, column), (problem.Code, problem.Line, problem.Column));
    }

    [Fact]
    public void What_is_no_utf8_is_refused_with_its_place()
    {
        var problem = Assert.Single(ScenarioParser.Parse("f", [.. "{\n\"a\":\"太"u8, 0xFF, 0xFE, .. "\"}"u8]).Problems);
        Assert.Equal(("scenario.not-utf8", 2, 7), (problem.Code, problem.Line, problem.Column));
    }

    [Theory]
    [InlineData("[]", "input.wrong-type at $")]
    [InlineData("{\"a\":\"\\ud800\"}", "input.not-unicode at $")]
    public void What_is_no_scenario_is_refused(string text, string fault) => Assert.Equal([fault], Sample.Faults(text));

    [Fact]
    public async Task A_missing_or_oversized_file_is_refused()
    {
        var missing = await ScenarioParser.ReadAsync(Path.Combine(Sample.Folder, "nowhere.json"), TestContext.Current.CancellationToken);
        Assert.Equal("scenario.not-found", Assert.Single(missing.Problems).Code);
        var large = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.ledger.json");
        try
        {
            await using (var stream = File.Create(large)) stream.SetLength(ScenarioLimits.FileBytes + 1);
            var refused = await ScenarioParser.ReadAsync(large, TestContext.Current.CancellationToken);
            Assert.Equal("scenario.too-large", Assert.Single(refused.Problems).Code);
        }
        finally
        {
            File.Delete(large);
        }
    }

    public static TheoryData<string, string, string> BrokenRules => new()
    {
        { "agreement/benefit/waterfall/3/keys/0/weight", "\"0.5\"", "agreement.weights-not-one at $.agreement.benefit.waterfall[3].keys" },
        { "agreement/currency", "\"RMB\"", "currency.unknown at $.agreement.currency" },
        { "agreementHandling/draftedBy", "\"nobody\"", "scenario.unknown-person at $.agreementHandling.draftedBy" },
        { "agreementHandling/draftedBy", "\"lin\"", "scenario.missing-role at $.agreementHandling.draftedBy" },
        { "agreementHandling/signatures/1", "{\"party\":\"E1\",\"by\":\"lin\"}", "agreement.signature-missing at $.agreementHandling.signatures" },
        { "agreementHandling/signatures/1", "{\"party\":\"E1\",\"by\":\"lin\"}", "input.duplicate at $.agreementHandling.signatures[1].party" },
        { "agreementHandling/signatures/1/by", "\"lin\"", "scenario.wrong-organisation at $.agreementHandling.signatures[1].by" },
        { "agreementHandling/signatures/4", "{\"party\":\"X\",\"by\":\"lin\"}", "party.unknown at $.agreementHandling.signatures[4].party" },
        { "contributions/0/party", "\"X\"", "party.unknown at $.contributions[0].party" },
        { "contributions/0/kind", "\"data\"", "contribution.kind-not-agreed at $.contributions[0].kind" },
        { "contributions/0/effectiveOn", "\"2024-12-31\"", "contribution.agreement-not-active at $.contributions[0].effectiveOn" },
        { "contributions/0/receivedBy", "\"E1\"", "contribution.received-by-self at $.contributions[0].receivedBy" },
        { "contributions/0/registeredBy", "\"zhao\"", "scenario.wrong-organisation at $.contributions[0].registeredBy" },
        { "contributions/0/verification/by", "\"lin\"", "contribution.own at $.contributions[0].verification.by" },
        { "contributions/0/verification/by", "\"wang\"", "scenario.missing-role at $.contributions[0].verification.by" },
        { "contributions/0/appraisal/method", "\"rent.quotes\"", "appraisal.method-not-agreed at $.contributions[0].appraisal.method" },
        { "contributions/0/appraisal/acceptedBy", "\"he\"", "appraisal.maker-approves at $.contributions[0].appraisal.acceptedBy" },
        { "contributions/6/appraisal/acceptedBy", "\"sun\"", "appraisal.own at $.contributions[6].appraisal.acceptedBy" },
        { "contributions/0/appraisal/inputs/comparables/0/evidence", "\"rumour\"", "scenario.unknown-evidence at $.contributions[0].appraisal.inputs.comparables[0].evidence" },
        { "contributions/1/reference", "\"E1-machine\"", "input.duplicate at $.contributions[1].reference" },
        { "contributions/0/evidence/1/reference", "\"E1-machine-invoice\"", "input.duplicate at $.contributions[0].evidence[1].reference" },
        { "contributions/0/evidence/0/mediaType", "\"text/html\"", "input.unknown-value at $.contributions[0].evidence[0].mediaType" },
        { "riskEvents/0/category", "\"flood\"", "risk.category-not-agreed at $.riskEvents[0].category" },
        { "riskEvents/0/measure/method", "\"risk.placement\"", "risk.method-not-agreed at $.riskEvents[0].measure.method" },
        { "riskEvents/0/occurredOn", "\"2028-01-01\"", "risk.agreement-not-active at $.riskEvents[0].occurredOn" },
        { "riskEvents/0/sufferers", "{\"X\":\"1\"}", "party.unknown at $.riskEvents[0].sufferers.X" },
        { "riskEvents/0/sufferers", "{\"E2\":\"0\"}", "input.not-positive at $.riskEvents[0].sufferers.E2" },
        { "riskEvents/0/sufferers", "{\"G\":\"1\"}", "risk.own at $.riskEvents[0].allocatedBy" },
        { "riskEvents/0/allocatedBy", "\"wang\"", "risk.maker-approves at $.riskEvents[0].allocatedBy" },
        { "pools/0/approvedBy", "\"wang\"", "run.maker-approves at $.pools[0].approvedBy" },
        { "pools/0/period/to", "\"2028-12-31\"", "pool.agreement-not-active at $.pools[0].period.to" },
        { "pools/0/period", "{\"from\":\"2025-12-31\",\"to\":\"2025-01-01\"}", "input.dates-not-ordered at $.pools[0].period.to" },
        { "pools/0/costClaims/0/party", "\"G\"", "waterfall.not-participant at $.pools[0].costClaims[0].party" },
        { "pools/0/costClaims/1/reference", "\"S-cost\"", "input.duplicate at $.pools[0].costClaims[1].reference" },
        { "pools/0/noObjectionBy/0", "\"ghost\"", "scenario.unknown-person at $.pools[0].noObjectionBy[0]" },
        { "expected/cash/X", "\"1.00\"", "party.unknown at $.expected.cash.X" },
        { "expected/losses", "{\"R9\":{}}", "scenario.unknown-event at $.expected.losses.R9" },
        { "expected/losses", "{\"R1-disruption\":{\"kept\":{\"X\":\"1.00\"}}}", "party.unknown at $.expected.losses.R1-disruption.kept.X" },
        { "expected/cash/E1", "\"1.005\"", "money.over-precise at $.expected.cash.E1" },
        { "match", "{\"award\":\"0.00\",\"ratio\":\"1\"}", "money.not-positive at $.match.award" },
        { "match", "{\"award\":\"1.00\",\"ratio\":\"0\"}", "input.not-positive at $.match.ratio" },
        { "match", "{\"award\":\"1.00\",\"ratio\":\"1\",\"claimedElsewhere\":[{\"reference\":\"X\",\"award\":\"A\"}]}", "scenario.unknown-contribution at $.match.claimedElsewhere[0].reference" },
        { "agreement/risk/allocation/capMultiples", "{\"X\":\"1\"}", "party.unknown at $.agreement.risk.allocation.capMultiples.X" },
        { "people/1/id", "\"lin\"", "input.duplicate at $.people[1].id" },
        { "agreement/parties/0/accededOn", "\"2025-04-01\"", "party.before-accession at $.contributions[0].party" },
    };

    [Theory]
    [MemberData(nameof(BrokenRules))]
    public void A_broken_rule_is_named_with_code_and_path(string path, string value, string fault) =>
        Assert.Contains(fault, Sample.Faults(Sample.With(path, value)));
}
