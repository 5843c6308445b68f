using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Cli.Tests.Catalogue;

/// <summary>A snapshot of sample A's disruption, 5,300.00 by hand, of which late notice takes 10%, reperformed offline.</summary>
public sealed class LossReperformTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"ledger-loss-{Guid.NewGuid():N}.json");

    [Fact]
    public async Task The_same_snapshot_calculates_to_the_same_bytes()
    {
        await File.WriteAllBytesAsync(file, Snapshot.Bytes(), TestContext.Current.CancellationToken);
        var (code, output, error) = await RulesRun.Of("reperform", file);
        Assert.Equal((ExitCode.Success, ""), (code, error));
        foreach (var part in new[] { "risk.disruption v2", "risk.admission v1", "risk.allocation v2", "5300.00 CNY", "4770.00 CNY", "Every byte is the same." })
            Assert.Contains(part, output, StringComparison.Ordinal);
        var json = RulesRun.Json((await RulesRun.Of("reperform", file, "--json")).Output);
        Assert.Equal((true, Snapshot.Hash), (json.GetProperty("same").GetBoolean(), json.GetProperty("hash").GetString()));
    }

    [Theory]
    [InlineData("\"lostHours\":\"40\"", "\"lostHours\":\"41\"", "snapshot.inputs-differ")]
    [InlineData("\"ruleId\":\"risk.admission\",\"ruleVersion\":1", "\"ruleId\":\"risk.admission\",\"ruleVersion\":9", "snapshot.method-unknown")]
    [InlineData("\"shared\":{\"amount\":\"4770.00\"", "\"shared\":{\"amount\":\"4770.01\"", "snapshot.value-differs")]
    [InlineData("\"insurance\":\"2000.00\"", "\"insurance\":\"9000.00\"", "snapshot.refused")]
    public async Task A_difference_is_named_and_the_exit_code_tells(string old, string changed, string code)
    {
        var text = System.Text.Encoding.UTF8.GetString(Snapshot.Bytes());
        Assert.Contains(old, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text.Replace(old, changed, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var (exit, _, error) = await RulesRun.Of("reperform", file);
        Assert.Equal(ExitCode.Differs, exit);
        Assert.Contains(code, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_malformed_is_bad_input()
    {
        await File.WriteAllTextAsync(file, """{"format":"ledger-loss-snapshot/1"}""", TestContext.Current.CancellationToken);
        var (code, _, error) = await RulesRun.Of("reperform", file);
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("snapshot.malformed", error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (File.Exists(file)) File.Delete(file);
    }

    private static LossSnapshot Snapshot { get; } = Make();

    private static LossSnapshot Make()
    {
        var cny = Currency.Of("CNY");
        var measure = MethodCatalogue.Latest("risk.disruption")!.Evaluate(
            JsonElement.Parse(
                """{"lostHours":"40","marginPerHour":"150","scrap":{"quantity":"20","unitCost":"150"},"salvage":"500.00","timeExcessHours":"8","insurance":"2000.00"}"""),
            new LossTerms(cny)).Result!;
        var loss = measure.FiguresAs<LossFigures>();
        var admission = LossAdmission.Method.Evaluate(new LossAdmissionInput(cny, loss.Net, [], null, new NoticeClock(1, new Rational(1, 10), new Rational(1, 2)))).Result!;
        var shared = admission.FiguresAs<LossAdmissionFigures>().Admitted;
        var agreement = Sample.Parse().Scenario!.Agreement;
        var allocation = RiskAllocationV2.Method.Evaluate(AllocationV2Terms.Under(
            agreement, null, new DateOnly(2025, 6, 16), shared, new Dictionary<string, Rational> { ["E2"] = 1 }, Money.Zero(cny), new Dictionary<string, Money>())).Result!;
        return new LossSnapshot(
            LossSnapshot.FormatName, Guid.Parse("0198f000-0000-5000-8000-00000000e001"), "R1-disruption", 1, new string('a', 64),
            new SnapshotAgreement(agreement.AgreementId, 1, new Citation(Guid.Parse("0198f000-0000-7000-8000-00000000a001"), new string('a', 64)), agreement.DocumentHash),
            loss.Gross, loss.Net, shared, measure, admission, allocation, [new SnapshotDocument(null, "log-1", new string('b', 64))]);
    }
}
