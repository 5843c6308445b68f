using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Rules;

namespace Ledger.Cli.Tests.Catalogue;

/// <summary>An exported snapshot of Sample A's machine, evaluated and reperformed offline; 840,000.00 is computed by hand.</summary>
public sealed class RulesReperformTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"ledger-snapshot-{Guid.NewGuid():N}.json");

    private static readonly byte[] Exported = Export();

    [Fact]
    public async Task The_same_snapshot_calculates_to_the_same_bytes()
    {
        await File.WriteAllBytesAsync(file, Exported, TestContext.Current.CancellationToken);
        var (code, output, error) = await RulesRun.Of("reperform", file);
        Assert.Equal((ExitCode.Success, ""), (code, error));
        Assert.Contains("840000.00 CNY", output, StringComparison.Ordinal);
        Assert.Contains("Every byte is the same.", output, StringComparison.Ordinal);
        Assert.Contains("全部字节相同。", output, StringComparison.Ordinal);
        var json = RulesRun.Json((await RulesRun.Of("reperform", file, "--json")).Output);
        Assert.Equal((true, "market.comparables", 2), (json.GetProperty("same").GetBoolean(), json.GetProperty("rule").GetString(), json.GetProperty("version").GetInt32()));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Exported)), json.GetProperty("hash").GetString());
    }

    [Fact]
    public async Task Indentation_is_no_difference()
    {
        await File.WriteAllTextAsync(file, JsonNode.Parse(Exported)!.ToJsonString(new JsonSerializerOptions { WriteIndented = true }), TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Success, (await RulesRun.Of("reperform", file)).Code);
    }

    [Theory]
    [InlineData("840000.00\",\"currency\":\"CNY\"}}", "850000.00\",\"currency\":\"CNY\"}}", "snapshot.value-differs")]
    [InlineData("\"price\":\"840000.00\"", "\"price\":\"850000.00\"", "snapshot.inputs-differ")]
    [InlineData("\"ruleVersion\":2", "\"ruleVersion\":99", "snapshot.method-unknown")]
    public async Task A_difference_is_named_and_the_exit_code_tells(string old, string changed, string code)
    {
        await WriteAsync(old, changed);
        var (exit, output, error) = await RulesRun.Of("reperform", file);
        Assert.Equal(ExitCode.Differs, exit);
        Assert.Contains(code, error, StringComparison.Ordinal);
        Assert.Contains("does not calculate", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_snapshot_is_bad_input()
    {
        await WriteAsync("ledger-snapshot/1", "other/1");
        var (code, _, error) = await RulesRun.Of("reperform", file);
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("snapshot.malformed", error, StringComparison.Ordinal);
        Assert.Contains("snapshot.not-found", (await RulesRun.Of("reperform", file + ".none")).Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, (await RulesRun.Of("reperform")).Code);
        Assert.Equal(ExitCode.BadInput, (await RulesRun.Of("reperform", file, file)).Code);
    }

    [Fact]
    public async Task A_snapshot_is_evaluated_like_plain_inputs()
    {
        await File.WriteAllBytesAsync(file, Exported, TestContext.Current.CancellationToken);
        var (code, output, error) = await RulesRun.Of("eval", "market.comparables", file, "--json");
        Assert.Equal((ExitCode.Success, ""), (code, error));
        Assert.Equal(ValuationSnapshot.Read(JsonElement.Parse(Encoding.UTF8.GetString(Exported))).Value!.Result.InputsHash, RulesRun.Json(output).GetProperty("inputsHash").GetString());
        // What if the auction had brought 900,000: the cumulative weights 0.8, 1.8 reach half of 3.3 at C3.
        Assert.Contains("860000.00", (await RulesRun.Of("eval", "market.comparables", file, "--set", "comparables[1].price=900000.00")).Output, StringComparison.Ordinal);
        var other = await RulesRun.Of("eval", "rent.quotes", file);
        Assert.Equal(ExitCode.BadInput, other.Code);
        Assert.Contains("snapshot.other-method", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_rule_refuses_in_a_snapshot_is_found_in_its_file()
    {
        await WriteAsync("\"pricedOn\":\"2025-01-15\"", "\"pricedOn\":\"2025-03-02\"");
        var (code, _, error) = await RulesRun.Of("eval", "market.comparables", file);
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("result.inputs.comparables[1].pricedOn", error, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(file);

    private async Task WriteAsync(string old, string changed)
    {
        var text = Encoding.UTF8.GetString(Exported);
        Assert.Contains(old, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text.Replace(old, changed, StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }

    private static byte[] Export()
    {
        var inputs = JsonElement.Parse(
            """
            {"terms":{"currency":"CNY","claimed":"1200000.00","capAtClaim":true,"minEvidence":3,"on":"2025-03-01"},"comparables":[
              {"id":"C1","price":"784000.00","pricedOn":"2023-06-01","sourceClass":"invoice","weight":"0.8","factors":[{"kind":"price-index","subject":"100","comparable":"98"}]},
              {"id":"C2","price":"840000.00","pricedOn":"2025-01-15","sourceClass":"auction","weight":"1"},
              {"id":"C3","price":"1075000.00","pricedOn":"2025-02-01","sourceClass":"invoice","weight":"1","factors":[{"kind":"condition","subject":"64","comparable":"80"}]},
              {"id":"C4","price":"1000000.00","pricedOn":"2025-02-10","sourceClass":"asking-price","weight":"0.5","factors":[{"kind":"asking-price","factor":"0.9"}]},
              {"id":"C5","price":"1400000.00","pricedOn":"2025-02-20","sourceClass":"platform-sale","weight":"1"}]}
            """);
        var result = MethodCatalogue.Find("market.comparables", 2)!.Evaluate(inputs).Result!;
        var appraisal = Guid.Parse("0198f000-0000-5000-8000-00000000d001");
        var value = Money.Parse("840000.00", Currency.Of("CNY"));
        var cite = new Citation(appraisal, new string('a', 64));
        var basis = new ValuationBasis([new UsedEvidence("C1", appraisal, new string('b', 64), cite)], [], []);
        return new ValuationSnapshot(
            ValuationSnapshot.FormatName, appraisal, 1, ValuationSnapshot.HashOf(appraisal, result, value, basis), cite,
            new SnapshotAgreement("taihu-2025", 1, cite), value, result, basis).Bytes();
    }
}
