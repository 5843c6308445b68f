using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Ledger.Rules.Tests;

public sealed class MethodTests
{
    // Results of these lie in stored events: each must stay callable for ever.
    [Theory]
    [InlineData("cash.face", 1, MethodPurpose.Valuation)]
    [InlineData("income.royalty-relief", 1, MethodPurpose.Valuation)]
    [InlineData("labour.rate", 1, MethodPurpose.Valuation)]
    [InlineData("market.comparables", 1, MethodPurpose.Valuation)]
    [InlineData("market.unit-rate", 1, MethodPurpose.Valuation)]
    [InlineData("rent.quotes", 1, MethodPurpose.Valuation)]
    [InlineData("risk.allocation", 1, MethodPurpose.Allocation)]
    [InlineData("risk.disruption", 1, MethodPurpose.LossMeasure)]
    [InlineData("risk.obsolescence", 1, MethodPurpose.LossMeasure)]
    [InlineData("risk.placement", 1, MethodPurpose.LossMeasure)]
    [InlineData("sharing.waterfall", 1, MethodPurpose.Sharing)]
    public void The_catalogue_keeps_every_published_method(string id, int version, MethodPurpose purpose) =>
        Assert.Equal(purpose, MethodCatalogue.Find(id, version)?.Purpose);

    [Fact]
    public void The_catalogue_is_sorted_its_ids_are_plain_and_versions_count_from_one()
    {
        var all = MethodCatalogue.All;
        Assert.All(all, method => Assert.Matches("^[a-z]+(-[a-z]+)*\\.[a-z0-9]+(-[a-z0-9]+)*$", method.Id));
        Assert.Equal(all.OrderBy(method => method.Id, StringComparer.Ordinal).ThenBy(method => method.Version), all);
        Assert.All(all.GroupBy(method => method.Id), versions => Assert.Equal(Enumerable.Range(1, versions.Count()), versions.Select(method => method.Version)));
        Assert.All(all, method => Assert.Same(method, MethodCatalogue.Find(method.Id, method.Version)));
        Assert.All(all.GroupBy(method => method.Id), versions => Assert.Same(versions.Last(), MethodCatalogue.Latest(versions.Key)));
    }

    [Fact]
    public void A_method_is_found_by_id_and_version()
    {
        Assert.Same(LabourRate.Method, MethodCatalogue.Find("labour.rate", 1));
        Assert.Null(MethodCatalogue.Find("labour.rate", 2));
        Assert.Null(MethodCatalogue.Latest("labour.guess"));
        Assert.True(MethodCatalogue.IsKnown("labour.rate", MethodPurpose.Valuation));
        Assert.False(MethodCatalogue.IsKnown("labour.rate", MethodPurpose.LossMeasure));
    }

    [Fact]
    public void The_inputs_hash_is_the_sha256_of_the_canonical_inputs()
    {
        // Written out by hand in RFC 8785 form: keys in UTF-16 order, no blanks.
        const string canonical =
            """{"fringe":"0.35","hours":"400","rate":"120","terms":{"capAtClaim":true,"claimed":"64800.00","currency":"CNY","minEvidence":0,"on":"2025-03-01"}}""";
        var expected = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
        var result = Given.Evaluate("labour.rate", """{ "rate":"120", "hours":"400", "fringe":"0.35" }""", Given.Terms("64800.00")).Result!;
        Assert.Equal(expected, result.InputsHash);
        Assert.Equal(("labour.rate", 1, Rounding.HalfUp), (result.RuleId, result.RuleVersion, result.Rounding));
    }

    [Fact]
    public void The_complete_inputs_of_a_result_give_the_same_result_again()
    {
        var first = Given.Evaluate("labour.rate", """{"hours":"400","rate":"120","fringe":"0.35"}""", Given.Terms("64800.00")).Result!;
        var again = MethodCatalogue.Find(first.RuleId, first.RuleVersion)!.Evaluate(first.Inputs).Result!;
        Assert.Equal(first.InputsHash, again.InputsHash);
        Assert.Equal(first.Value.GetRawText(), again.Value.GetRawText());
        Assert.Equal(first.Steps, again.Steps);
    }

    [Fact]
    public void A_result_survives_a_round_trip_through_an_event()
    {
        var result = Given.Evaluate("labour.rate", """{"hours":"400","rate":"120","fringe":"0.35"}""", Given.Terms("60000.00")).Result!;
        var stored = JsonSerializer.Deserialize<MethodResult>(JsonSerializer.Serialize(result, RuleJson.Results), RuleJson.Results)!;
        Assert.Null(stored.Figures);
        var figures = stored.FiguresAs<ValuationFigures>();
        Assert.Equal((Given.Yuan("64800.00"), Given.Yuan("60000.00")), (figures.Value, figures.Accepted));
        Assert.Equal(result.InputsHash, stored.InputsHash);
        Assert.Equal(result.Steps, stored.Steps);
    }

    [Fact]
    public void Terms_come_from_the_agreement_only() => Assert.Equal(
        ["input.terms-not-allowed at terms"],
        Given.Evaluate("labour.rate", """{"hours":"1","rate":"1","fringe":"0","terms":{"currency":"CNY"}}""", Given.Terms("1.00")).Refusals());

    [Theory]
    [InlineData("[]", "input.wrong-type at $")]
    [InlineData("null", "input.wrong-type at $")]
    [InlineData("\"x\"", "input.wrong-type at $")]
    [InlineData("""{"hours":"1","hours":"2","rate":"1","fringe":"0"}""", "input.duplicate-member at hours")]
    [InlineData("""{"hours":"\ud800","rate":"1","fringe":"0"}""", "input.not-unicode at $")]
    [InlineData("""{"\udc00":"1"}""", "input.not-unicode at $")]
    public void Broken_documents_are_refused_without_an_exception(string inputs, string refusal)
    {
        Assert.Equal([refusal], Given.Evaluate("labour.rate", inputs, Given.Terms("1.00")).Refusals());
        Assert.Contains(refusal, Given.Evaluate("labour.rate", inputs).Refusals());
    }

    [Fact]
    public void Missing_terms_are_named() => Assert.Equal(
        ["input.missing at terms"], Given.Evaluate("labour.rate", """{"hours":"1","rate":"1","fringe":"0"}""").Refusals());

    [Fact]
    public void Bad_terms_are_named() => Assert.Equal(
        ["currency.unknown at terms.currency", "input.out-of-range at terms.minEvidence", "input.not-a-date at terms.on"],
        Given.Evaluate("labour.rate", """
            {"hours":"1","rate":"1","fringe":"0","terms":{"currency":"RMB","claimed":"1.00","capAtClaim":true,"minEvidence":-1,"on":"2025-02-30"}}
            """).Refusals());

    [Fact]
    public void Every_rejection_speaks_both_languages()
    {
        var refused = Given.Evaluate("labour.rate", """{"hours":"0","rate":1,"x":true}""", Given.Terms("1.00"));
        Assert.All(refused.Rejections, rejection =>
        {
            Assert.NotEmpty(rejection.Message.En);
            Assert.Contains(rejection.Message.Zh, character => character >= 0x4E00 && character <= 0x9FFF);
            Assert.Equal(RejectionKind.Invalid, rejection.Kind);
        });
    }

    [Fact]
    public void Steps_speak_both_languages_and_have_unique_ids()
    {
        var steps = Given.Evaluate("rent.quotes", """
            {"quotes":[{"id":"Q1","perMonth":"1.00","quotedOn":"2025-01-01"}],"months":"1","use":{"used":"1","available":"1","unit":"h"}}
            """, Given.Terms("1.00")).Result!.Steps;
        Assert.All(steps, step => Assert.Contains(step.Name.Zh, character => character >= 0x4E00 && character <= 0x9FFF));
        Assert.Equal(steps.Count, steps.Select(step => step.Id).Distinct().Count());
    }

    [Fact]
    public void The_widest_inputs_are_evaluated_and_stored_results_stay_readable()
    {
        // As many participants as there may be, each with the longest fraction a text can hold: the exact arithmetic grows,
        // the result that is stored does not.
        var parties = Enumerable.Range(0, RuleLimits.WeightsText / RuleLimits.NumberText).Select(i => $"P{i:000}").ToList();
        var odd = System.Numerics.BigInteger.Pow(10, 45);
        var key = parties.Select((party, i) => (party, new Rational(odd + (2 * i) + 1, odd + (7 * i) + 3))).ToDictionary(entry => entry.party, entry => entry.Item2);
        Assert.All(key.Values, weight => Assert.True(weight.ToString().Length <= RuleLimits.NumberText));
        var result = RiskAllocation.Method.Evaluate(new AllocationInput(
            Given.Cny, Given.Yuan("123456789.01"), key, Given.Yuan("0.07"), Given.Yuan("0.11"), key, parties.ToDictionary(party => party, _ => Given.Yuan("700000.01")))).Result!;
        var stored = JsonSerializer.Deserialize<MethodResult>(JsonSerializer.Serialize(result, RuleJson.Results), RuleJson.Results)!;
        Assert.Equal(result.Residual, stored.Residual);
        Assert.Equal("123456789.01", Money.Sum(stored.FiguresAs<AllocationFigures>().Lines.Select(line => line.Amount), Given.Cny).Amount);
    }

    [Fact]
    public void A_flood_of_faults_stops_at_the_limit()
    {
        var members = string.Join(",", Enumerable.Range(0, RuleLimits.Problems + 50).Select(i => $"\"x{i}\":1"));
        Assert.Equal(RuleLimits.Problems, Given.Evaluate("labour.rate", "{" + members + "}", Given.Terms("1.00")).Rejections.Count);
    }
}
