namespace Ledger.Rules;

/// <summary>A layer: limit xs attachment.</summary>
/// <param name="Id">Unique among the layers.</param>
/// <param name="Attachment">Where it begins; at least 0.</param>
/// <param name="Limit">The most it pays of one claim; above 0.</param>
/// <param name="Aggregate">The most it pays of all claims; null for no limit.</param>
public sealed record Layer(string Id, Money Attachment, Money Limit, Money? Aggregate = null);

/// <summary>Inputs of <see cref="ExcessOfLoss"/>.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Layers">At least one; no two cover the same money.</param>
/// <param name="Claims">In the order in which they are paid: an aggregate limit runs out in that order.</param>
public sealed record ExcessOfLossInput(Currency Currency, IReadOnlyList<Layer> Layers, IReadOnlyList<LayerClaim> Claims);

/// <summary>What one claim takes from each layer.</summary>
/// <param name="Id">The claim.</param>
/// <param name="Claim">Its amount.</param>
/// <param name="Layers">Paid per layer.</param>
/// <param name="Ceded">Paid by all layers.</param>
/// <param name="Retained">Stays: below, between and above the layers, and what an aggregate limit cut.</param>
public sealed record LayeredClaim(string Id, Money Claim, IReadOnlyDictionary<string, Money> Layers, Money Ceded, Money Retained);

/// <summary>Figures of <see cref="ExcessOfLoss"/>.</summary>
/// <param name="Claims">In the order given.</param>
/// <param name="Layers">Paid per layer, all claims together.</param>
/// <param name="Ceded">Of all claims.</param>
/// <param name="Retained">Of all claims.</param>
public sealed record ExcessOfLossFigures(IReadOnlyList<LayeredClaim> Claims, IReadOnlyDictionary<string, Money> Layers, Money Ceded, Money Retained) : Figures;

/// <summary>
/// Excess of loss: of each claim a layer pays what lies above its attachment, up to its limit. Source: HMRC General Insurance
/// Manual GIM8070; golden case R3.
/// </summary>
public static class ExcessOfLoss
{
    public static Method<ExcessOfLossInput, ExcessOfLossFigures> Method { get; } = new("risk.excess-of-loss", 1, MethodPurpose.Allocation,
        new("Excess-of-loss layers", "超额赔款分层"), Read, Cede);

    /// <summary>Divides claims between the layers and the covered.</summary>
    /// <returns>Figures; or layers.overlap, layers.aggregate-below-limit, money.not-positive, money.negative, input.duplicate, input.empty.</returns>
    public static Outcome<ExcessOfLossFigures> Cede(ExcessOfLossInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        CheckLayers(checks, input.Layers);
        LayerClaims.Check(checks, input.Claims);
        if (checks.Failed) return checks.Refuse<ExcessOfLossFigures>();

        var zero = Money.Zero(input.Currency);
        var steps = new Steps();
        var totals = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var layer in input.Layers) totals[layer.Id] = zero;
        var claims = new List<LayeredClaim>();
        foreach (var claim in input.Claims)
        {
            var paid = new SortedDictionary<string, Money>(StringComparer.Ordinal);
            foreach (var layer in input.Layers)
            {
                var above = Money.Min(Money.Max(claim.Amount - layer.Attachment, zero), layer.Limit);
                var room = layer.Aggregate is { } most ? most - totals[layer.Id] : above;
                var part = Money.Min(above, room);
                steps.Add($"layer/{layer.Id}/{claim.Id}", new($"{layer.Id} pays of {claim.Id}", $"{layer.Id} 赔付 {claim.Id}"), part,
                    $"min(max({claim.Amount.Amount} - {layer.Attachment.Amount}, 0), {layer.Limit.Amount})",
                    part < above ? new Text("The layer's aggregate limit is used up.", "该层年度累计限额已用尽。") : null);
                paid[layer.Id] = part;
                totals[layer.Id] += part;
            }

            var ceded = Money.Sum(paid.Values, input.Currency);
            claims.Add(new LayeredClaim(claim.Id, claim.Amount, paid, ceded, claim.Amount - ceded));
        }

        var all = Money.Sum(totals.Values, input.Currency);
        var kept = Money.Sum(claims.Select(claim => claim.Retained), input.Currency);
        steps.Add("ceded", new("Ceded", "分出合计"), all);
        steps.Add("retained", new("Retained", "自留合计"), kept);
        return new ExcessOfLossFigures(claims, totals, all, kept) { Steps = steps.Lines };
    }

    private static void CheckLayers(Checks checks, IReadOnlyList<Layer> layers)
    {
        checks.That(layers.Count > 0, () => Problems.Empty("layers"));
        for (var i = 0; i < layers.Count; i++)
        {
            var (id, from, limit, aggregate) = layers[i];
            var here = JsonPath.Item("layers", i);
            checks.NotNegative($"{here}.attachment", from);
            checks.That(limit.Sign > 0, () => Problems.AmountNotPositive($"{here}.limit", limit.Amount));
            checks.That(!layers.Take(i).Any(earlier => earlier.Id == id), () => Problems.Duplicate($"{here}.id", id));
            checks.That(aggregate is null || aggregate >= limit, () => new InputRejection("layers.aggregate-below-limit",
                new($"The aggregate limit {aggregate!.Amount} is below the limit of one claim {limit.Amount}.", $"累计限额{aggregate!.Amount}低于每次限额{limit.Amount}。"))
                { Field = $"{here}.aggregate", Value = aggregate?.Amount });
            foreach (var other in layers.Take(i).Where(other => from.Value < other.Attachment.Value + other.Limit.Value && other.Attachment.Value < from.Value + limit.Value))
            {
                checks.Add(new InputRejection("layers.overlap",
                    new($"The layer '{id}' covers money that '{other.Id}' covers already.", $"分层“{id}”与“{other.Id}”重叠。")) { Field = $"{here}.attachment", Value = from.Amount });
            }
        }
    }

    private static ExcessOfLossInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var layers = new List<Layer>();
        foreach (var entry in inputs.Objects("layers"))
        {
            var id = entry.Identifier("id");
            var from = entry.Amount("attachment", currency);
            var limit = entry.Amount("limit", currency);
            var aggregate = entry.OptionalAmount("aggregate", currency);
            entry.Close();
            if (id is not null && from is not null && limit is not null) layers.Add(new Layer(id, from, limit, aggregate));
        }

        var claims = LayerClaims.Read(inputs, currency);
        return currency is null ? null : new ExcessOfLossInput(currency, layers, claims);
    }
}
