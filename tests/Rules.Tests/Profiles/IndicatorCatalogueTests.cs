using System.Text.Json;

namespace Ledger.Rules.Tests;

public sealed class IndicatorCatalogueTests
{
    private const string Filled =
        """{"catalogueId":"mine","version":1,"title":{"en":"T","zh":"题"},"source":{"en":"My copy","zh":"自有文本"},"indicators":[{"id":"1","level1":"negative","level2":{"en":"L","zh":"二级"},"text":{"en":"I","zh":"指标"},"observationPoints":[{"en":"P","zh":"观测点"}],"evidenceTypes":["report"],"metric":null}]}""";

    [Fact]
    public void A_filled_catalogue_is_read_and_an_empty_one_too()
    {
        var read = Assert.Single(IndicatorCatalogue.Parse(Given.Json(Filled)).Value!.Indicators);
        Assert.Equal((IndicatorLevel.Negative, "观测点", null), (read.Level1, read.ObservationPoints[0].Zh, read.Metric));
        Assert.Empty(IndicatorCatalogue.Parse(Given.Json("""{"catalogueId":"mine","version":1,"title":{"en":"T","zh":"题"},"source":{"en":"S","zh":"源"},"indicators":[]}""")).Value!.Indicators);
    }

    [Theory]
    [InlineData("\"negative\"", "\"veto\"", "input.unknown-value at indicators[0].level1")]
    [InlineData("\"metric\":null", "\"metric\":5", "input.wrong-type at indicators[0].metric")]
    [InlineData(",\"metric\":null", "", "input.missing at indicators[0].metric")]
    [InlineData("\"id\":\"1\"", "\"id\":\"1\",\"points\":5", "input.unknown-member at indicators[0].points")]
    [InlineData("{\"en\":\"P\",\"zh\":\"观测点\"}", "{\"en\":\"P\"}", "input.missing at indicators[0].observationPoints[0].zh")]
    public void A_broken_catalogue_is_refused_with_its_place(string old, string @new, string refusal)
    {
        Assert.Contains(old, Filled, StringComparison.Ordinal);
        var rejections = IndicatorCatalogue.Parse(Given.Json(Filled.Replace(old, @new, StringComparison.Ordinal))).Rejections;
        Assert.Equal([refusal], rejections.Select(rejection => $"{rejection.Code} at {rejection.Field}"));
    }

    [Fact]
    public void Ids_are_unique_and_the_number_is_limited()
    {
        var entry = JsonDocument.Parse(Filled).RootElement.GetProperty("indicators")[0].GetRawText();
        string With(IEnumerable<string> entries) => Filled.Replace($"[{entry}]", $"[{string.Join(',', entries)}]", StringComparison.Ordinal);
        Assert.Equal("input.duplicate", IndicatorCatalogue.Parse(Given.Json(With([entry, entry]))).Rejection!.Code);
        var many = Enumerable.Range(0, RuleLimits.Indicators + 1).Select(i => entry.Replace("\"id\":\"1\"", $"\"id\":\"{i}\"", StringComparison.Ordinal));
        Assert.Equal("input.too-many", IndicatorCatalogue.Parse(Given.Json(With(many))).Rejection!.Code);
    }
}
