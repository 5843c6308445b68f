namespace Ledger.Rules;

/// <summary>A claim on a cover.</summary>
/// <param name="Id">Unique among the claims.</param>
/// <param name="Amount">At least 0.</param>
public sealed record LayerClaim(string Id, Money Amount);

/// <summary>What became of one claim: ceded + retained = claim.</summary>
/// <param name="Id">The claim.</param>
/// <param name="Claim">Its amount.</param>
/// <param name="Ceded">Paid by the cover.</param>
/// <param name="Retained">Stays.</param>
public sealed record CededClaim(string Id, Money Claim, Money Ceded, Money Retained);

/// <summary>Figures of the proportional covers.</summary>
/// <param name="Claims">In the order given.</param>
/// <param name="Ceded">Of all claims.</param>
/// <param name="Retained">Of all claims.</param>
public sealed record CoverFigures(IReadOnlyList<CededClaim> Claims, Money Ceded, Money Retained) : Figures;

/// <summary>Inputs of <see cref="QuotaShare"/>.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Rate">Share of every claim that is ceded; 0 to 1.</param>
/// <param name="Claims">At least one.</param>
public sealed record QuotaShareInput(Currency Currency, Rational Rate, IReadOnlyList<LayerClaim> Claims);

/// <summary>
/// Quota share: the cover pays the same share of every claim. Source: HMRC General Insurance Manual GIM8040; golden case R1.
/// </summary>
public static class QuotaShare
{
    public static Method<QuotaShareInput, CoverFigures> Method { get; } = new("risk.quota-share", 1, MethodPurpose.Allocation,
        new("Quota share", "成数分保"), Read, Cede);

    /// <summary>Divides claims between the cover and the covered.</summary>
    /// <returns>Figures; or input.out-of-range, input.empty, input.duplicate, money.negative.</returns>
    public static Outcome<CoverFigures> Cede(QuotaShareInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.Within("rate", input.Rate, 0, 1);
        LayerClaims.Check(checks, input.Claims);
        if (checks.Failed) return checks.Refuse<CoverFigures>();

        var steps = new Steps();
        steps.Add("rate", new("Share ceded", "分出比例"), input.Rate);
        return LayerClaims.Cede(input.Claims.Select(claim => (claim, input.Rate, claim.Amount.Value)), input.Currency, steps);
    }

    private static QuotaShareInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var rate = inputs.Number("rate");
        var claims = LayerClaims.Read(inputs, currency);
        return currency is not null && rate is { } share ? new QuotaShareInput(currency, share, claims) : null;
    }
}

/// <summary>What the covers share.</summary>
internal static class LayerClaims
{
    public static IReadOnlyList<LayerClaim> Read(InputReader inputs, Currency? currency)
    {
        var claims = new List<LayerClaim>();
        foreach (var entry in inputs.Objects("claims"))
        {
            var id = entry.Identifier("id");
            var amount = entry.Amount("amount", currency);
            entry.Close();
            if (id is not null && amount is not null) claims.Add(new LayerClaim(id, amount));
        }

        return claims;
    }

    public static void Check(Checks checks, IReadOnlyList<LayerClaim> claims)
    {
        checks.That(claims.Count > 0, () => Problems.Empty("claims"));
        for (var i = 0; i < claims.Count; i++)
        {
            var here = JsonPath.Item("claims", i);
            var id = claims[i].Id;
            checks.NotNegative($"{here}.amount", claims[i].Amount);
            checks.That(!claims.Take(i).Any(earlier => earlier.Id == id), () => Problems.Duplicate($"{here}.id", id));
        }
    }

    /// <summary>Cedes a rate of each claim's counting amount.</summary>
    public static CoverFigures Cede(IEnumerable<(LayerClaim Claim, Rational Rate, Rational Basis)> claims, Currency currency, Steps steps)
    {
        var ceded = new List<CededClaim>();
        foreach (var (claim, rate, basis) in claims)
        {
            var part = steps.Round(currency, $"ceded/{claim.Id}", new($"Ceded of {claim.Id}", $"{claim.Id} 分出额"), basis * rate, $"{basis} * {rate}");
            ceded.Add(new CededClaim(claim.Id, claim.Amount, part, claim.Amount - part));
        }

        var sum = Money.Sum(ceded.Select(claim => claim.Ceded), currency);
        var kept = Money.Sum(ceded.Select(claim => claim.Retained), currency);
        steps.Add("ceded", new("Ceded", "分出合计"), sum);
        steps.Add("retained", new("Retained", "自留合计"), kept);
        return new CoverFigures(ceded, sum, kept) { Steps = steps.Lines };
    }
}
