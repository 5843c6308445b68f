using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>What the lines of a surplus cover count from. Both conventions are in use; they differ above the capacity.</summary>
[JsonConverter(typeof(KebabCaseEnum<LineConvention>))]
public enum LineConvention
{
    /// <summary>The retention is one of the lines: capacity = lines x line, the retention included.</summary>
    RetentionInside,

    /// <summary>The lines lie on top of the retention: capacity = retention + lines x line.</summary>
    RetentionOnTop,
}

/// <summary>A claim on a risk with its sum insured.</summary>
/// <param name="Id">Unique among the claims.</param>
/// <param name="SumInsured">Above 0.</param>
/// <param name="Amount">At least 0, at most the sum insured.</param>
public sealed record SurplusClaim(string Id, Money SumInsured, Money Amount);

/// <summary>Inputs of <see cref="Surplus"/>.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Line">One line, which is the retention; above 0.</param>
/// <param name="Lines">Number of lines; at least 1.</param>
/// <param name="Convention">What the lines count from.</param>
/// <param name="Claims">At least one.</param>
public sealed record SurplusInput(Currency Currency, Money Line, Rational Lines, LineConvention Convention, IReadOnlyList<SurplusClaim> Claims);

/// <summary>
/// Surplus: of each risk the part of the sum insured above the retention, up to the lines, is ceded, and of its claims the same
/// share. Source: HMRC General Insurance Manual GIM8050 (retention inside the lines) and the market's convention (on top of it);
/// golden case R2.
/// </summary>
public static class Surplus
{
    public static Method<SurplusInput, CoverFigures> Method { get; } = new("risk.surplus", 1, MethodPurpose.Allocation,
        new("Surplus", "溢额分保"), Read, Cede);

    /// <summary>Divides claims between the cover and the covered.</summary>
    /// <returns>Figures; or surplus.claim-above-sum-insured, money.not-positive, input.out-of-range, input.duplicate.</returns>
    public static Outcome<CoverFigures> Cede(SurplusInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.That(input.Line.Sign > 0, () => Problems.AmountNotPositive("line", input.Line.Amount));
        checks.Within("lines", input.Lines, 1, RuleLimits.Items);
        LayerClaims.Check(checks, [.. input.Claims.Select(claim => new LayerClaim(claim.Id, claim.Amount))]);
        for (var i = 0; i < input.Claims.Count; i++)
        {
            var claim = input.Claims[i];
            var here = JsonPath.Item("claims", i);
            checks.That(claim.SumInsured.Sign > 0, () => Problems.AmountNotPositive($"{here}.sumInsured", claim.SumInsured.Amount));
            checks.That(claim.Amount <= claim.SumInsured, () => new InputRejection("surplus.claim-above-sum-insured",
                new($"The claim {claim.Amount.Amount} is above the sum insured {claim.SumInsured.Amount}.", $"赔款{claim.Amount.Amount}高于保额{claim.SumInsured.Amount}。"))
                { Field = $"{here}.amount", Value = claim.Amount.Amount });
        }

        if (checks.Failed) return checks.Refuse<CoverFigures>();

        var steps = new Steps();
        var most = input.Line.Value * (input.Convention == LineConvention.RetentionInside ? input.Lines - 1 : input.Lines);
        steps.Add("retention", new("Retention", "自留额"), input.Line);
        steps.Add("capacity", new("Most ceded of one risk", "单一风险最高分出额"), most, input.Currency.Code);
        var rates = input.Claims.Select(claim =>
        {
            var above = Rational.Min(Rational.Max(claim.SumInsured.Value - input.Line.Value, 0), most);
            var rate = above / claim.SumInsured.Value;
            steps.Add($"rate/{claim.Id}", new($"Share ceded of {claim.Id}", $"{claim.Id} 分出比例"), rate, formula: $"{above} / {claim.SumInsured.Amount}");
            return (new LayerClaim(claim.Id, claim.Amount), rate, claim.Amount.Value);
        }).ToList();
        return LayerClaims.Cede(rates, input.Currency, steps);
    }

    private static SurplusInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var line = inputs.Amount("line", currency);
        var lines = inputs.Number("lines");
        var convention = inputs.OneOf<LineConvention>("convention");
        var claims = new List<SurplusClaim>();
        foreach (var entry in inputs.Objects("claims"))
        {
            var id = entry.Identifier("id");
            var sum = entry.Amount("sumInsured", currency);
            var amount = entry.Amount("amount", currency);
            entry.Close();
            if (id is not null && sum is not null && amount is not null) claims.Add(new SurplusClaim(id, sum, amount));
        }

        return currency is not null && line is not null && lines is { } count && convention is { } from
            ? new SurplusInput(currency, line, count, from, claims)
            : null;
    }
}
