namespace Ledger.Rules.Tests;
public sealed class ZzSpeed
{
    [Fact]
    public void Measure()
    {
        var rows = Enumerable.Range(0, 30).Select(i => "{\"id\":\"C" + i + "\",\"price\":\"" + (800000 + (i * 7919 % 90000)) + ".37\",\"pricedOn\":\"2024-" + (1 + (i % 12)).ToString("00", System.Globalization.CultureInfo.InvariantCulture) + "-15\",\"sourceClass\":\"" + (i % 3 == 0 ? "invoice" : i % 3 == 1 ? "auction" : "asking-price") + "\",\"similarity\":\"0.9\",\"factors\":[{\"kind\":\"price-index\",\"subject\":\"103.7\",\"comparable\":\"" + (98 + i) + ".3\"},{\"kind\":\"condition\",\"subject\":\"64\",\"comparable\":\"" + (60 + i) + "\"},{\"kind\":\"capacity\",\"subject\":\"100\",\"comparable\":\"" + (95 + (i % 9)) + "\",\"exponent\":\"0.7\"}]}");
        var json = Given.Json("{\"comparables\":[" + string.Join(",", rows) + "],\"policy\":{\"grossLimit\":\"1\"},\"terms\":{\"currency\":\"CNY\",\"claimed\":\"1200000.00\",\"capAtClaim\":true,\"minEvidence\":3,\"on\":\"2025-03-01\"}}");
        var e = ComparablesGrid.Method.Evaluate(json);
        Assert.NotNull(e.Result);
        for (var i = 0; i < 300; i++) ComparablesGrid.Method.Evaluate(json);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < 1000; i++) ComparablesGrid.Method.Evaluate(json);
        var all = watch.ElapsedMilliseconds;
        Assert.Fail("1000 evaluations ms " + all + " steps " + e.Result.Steps.Count);
    }
}
