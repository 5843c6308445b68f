using System.Globalization;
using Ledger.Golden;

namespace Ledger.Cli.Tests.Catalogue;

/// <summary>Every golden case through the command line, as anybody can run it.</summary>
public sealed class GoldenEvalTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_published_case_comes_out_of_rules_eval(string id)
    {
        var golden = GoldenCase.All[id];
        string[] version = golden.Version is { } number ? ["--version", number.ToString(CultureInfo.InvariantCulture)] : [];
        var (code, output, _) = await RulesRun.Piped(golden.Inputs.GetRawText(), ["eval", golden.Method, "-", "--json", .. version]);
        Assert.Equal(golden.RefusedBy is null ? ExitCode.Success : ExitCode.BadInput, code);

        var answer = RulesRun.Json(output);
        golden.Check(
            answer.TryGetProperty("value", out var value) ? value : null,
            answer.TryGetProperty("rejections", out var rejections)
                ? [.. rejections.EnumerateArray().Select(rejection => (rejection.GetProperty("code").GetString()!, rejection.TryGetProperty("field", out var field) ? field.GetString() : null))]
                : []);
    }
}
