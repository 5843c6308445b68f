using Ledger.Golden;

namespace Ledger.Rules.Tests.Golden;

/// <summary>Every golden case through the public entry point; <see cref="GoldenCase"/> states the format of the files.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_published_case_comes_out(string id)
    {
        var golden = GoldenCase.All[id];
        var method = golden.Version is { } version ? MethodCatalogue.Find(golden.Method, version) : MethodCatalogue.Latest(golden.Method);
        Assert.True(method is not null, $"There is no method {golden.Method}.");
        var evaluation = method.Evaluate(golden.Inputs);
        golden.Check(evaluation.Result?.Value, [.. evaluation.Rejections.Select(rejection => (rejection.Code, rejection.Field))]);
    }
}
