using System.Globalization;

namespace Ledger.Rules;

/// <summary>A case inside the agreement with the shares its parties expect of it.</summary>
/// <param name="Id">Unique in the agreement.</param>
/// <param name="Pool">What is distributed.</param>
/// <param name="Accepted">Accepted value per party; a missing one has 0.</param>
/// <param name="CostClaims">Costs claimed, when the waterfall recovers any.</param>
/// <param name="Scores">Performance score per participant; empty when the waterfall reads none.</param>
/// <param name="Shares">Expected share of every participant, to the smallest unit.</param>
/// <param name="Reserve">Expected payment into the reserve; null when not stated.</param>
public sealed record AgreementVector(
    string Id, Money Pool, IReadOnlyDictionary<string, Money> Accepted, IReadOnlyList<CostClaim> CostClaims,
    IReadOnlyDictionary<string, Rational> Scores, IReadOnlyDictionary<string, Money> Shares, Money? Reserve);

/// <summary>A case of the agreement does not come out as its parties expect; it names the case and the party.</summary>
public sealed record VectorFailed(string Vector, Text Why) : Rejection("agreement.test-failed", RejectionKind.Conflict, new(
    $"The test '{Vector}' of the agreement fails: {Why.En}", $"协议内的测试“{Vector}”未通过：{Why.Zh}"));

/// <summary>Runs the cases that an agreement brings along.</summary>
public static class AgreementVectors
{
    /// <summary>The first case that fails, or null when all come out as expected.</summary>
    public static VectorFailed? FirstFailure(AgreementDocument agreement)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        for (var i = 0; i < agreement.Terms.Tests.Count; i++)
        {
            if (Run(agreement, agreement.Terms.Tests[i]) is { } failed)
                return failed with { Field = JsonPath.Item("tests", i) };
        }

        return null;
    }

    /// <summary>Why a case fails, or null when it comes out as expected.</summary>
    public static VectorFailed? Failure(AgreementDocument agreement, AgreementVector vector)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        ArgumentNullException.ThrowIfNull(vector);
        return Run(agreement, vector);
    }

    private static VectorFailed? Run(AgreementDocument agreement, AgreementVector vector)
    {
        var evaluation = Waterfall.Method.Evaluate(AgreementSimulation.Input(agreement, vector.Pool, vector.Accepted, vector.CostClaims, vector.Scores));
        if (evaluation.Rejection is { } rejection) return new VectorFailed(vector.Id, rejection.Message);

        var figures = evaluation.Result!.FiguresAs<WaterfallFigures>();
        foreach (var (party, share) in figures.Shares)
        {
            var expected = vector.Shares.GetValueOrDefault(party) ?? Money.Zero(agreement.Currency);
            if (expected != share) return new VectorFailed(vector.Id, Differs($"'{party}'", $"“{party}”", share, expected));
        }

        return vector.Reserve is { } reserve && reserve != figures.Reserve
            ? new VectorFailed(vector.Id, Differs("the reserve", "风险准备金", figures.Reserve, reserve))
            : null;
    }

    private static Text Differs(string en, string zh, Money gets, Money expected) => new(
        string.Create(CultureInfo.InvariantCulture, $"{en} gets {gets.Amount}, expected {expected.Amount}."),
        string.Create(CultureInfo.InvariantCulture, $"{zh}得到{gets.Amount}，预期{expected.Amount}。"));
}
