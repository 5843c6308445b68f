namespace Ledger.Rules;

/// <summary>
/// A cover that an agreement chooses: the part of a loss that it pays is shared (reserve, then key under the caps), what it does not
/// pay stays with the sufferers. It counts what lies above the retention.
/// </summary>
/// <param name="Method">risk.quota-share, risk.surplus or risk.excess-of-loss.</param>
/// <param name="Rate">Of a quota share: the part that is shared, 0 to 1.</param>
/// <param name="Line">Of a surplus: one line, which stays.</param>
/// <param name="Lines">Of a surplus: number of lines, at least 1.</param>
/// <param name="Convention">Of a surplus: what the lines count from.</param>
/// <param name="SumInsured">Of a surplus: what is at risk; a loss above it is not covered.</param>
/// <param name="Layers">Of an excess of loss.</param>
public sealed record LossCover(
    string Method,
    Rational? Rate = null,
    Money? Line = null,
    Rational? Lines = null,
    LineConvention? Convention = null,
    Money? SumInsured = null,
    IReadOnlyList<Layer>? Layers = null)
{
    private const string Loss = "loss";

    internal static IReadOnlyList<string> Methods { get; } = [ExcessOfLoss.Method.Id, QuotaShare.Method.Id, Surplus.Method.Id];

    /// <summary>What the published method cedes of one claim; or the refusals of its terms.</summary>
    internal Outcome<Money> Pays(Money claim)
    {
        if (Method == QuotaShare.Method.Id)
        {
            return Rate is { } rate
                ? Ceded(QuotaShare.Cede(new QuotaShareInput(claim.Currency, rate, [new LayerClaim(Loss, claim)])))
                : Problems.Missing("rate");
        }

        if (Method == ExcessOfLoss.Method.Id)
        {
            if (Layers is null) return Problems.Missing("layers");
            // A year's aggregate would need the losses of the year; the terms of one event know only that one.
            for (var i = 0; i < Layers.Count; i++)
                if (Layers[i].Aggregate is not null) return Problems.UnknownMember(JsonPath.Member(JsonPath.Item("layers", i), "aggregate"));
            var layered = ExcessOfLoss.Cede(new ExcessOfLossInput(claim.Currency, Layers, [new LayerClaim(Loss, claim)]));
            return layered.Value is { } paid ? paid.Ceded : Outcome.Refused<Money>(layered.Rejections);
        }

        if (Method != Surplus.Method.Id) return Problems.UnknownValue("method", Method, Methods);
        if (Line is null) return Problems.Missing("line");
        if (Lines is not { } lines) return Problems.Missing("lines");
        if (Convention is not { } convention) return Problems.Missing("convention");
        return SumInsured is null
            ? Problems.Missing("sumInsured")
            : Ceded(Surplus.Cede(new SurplusInput(claim.Currency, Line, lines, convention, [new SurplusClaim(Loss, SumInsured, Money.Min(claim, SumInsured))])));
    }

    private static Outcome<Money> Ceded(Outcome<CoverFigures> cover) =>
        cover.Value is { } figures ? figures.Ceded : Outcome.Refused<Money>([.. cover.Rejections.Select(no => no.Field is { } field && field.EndsWith(".sumInsured", StringComparison.Ordinal) ? no.At("sumInsured") : no)]);
}

/// <summary>Reads a <see cref="LossCover"/>.</summary>
internal static class LossCoverReader
{
    /// <summary>The cover; null when none is stated or it was refused.</summary>
    public static LossCover? Optional(InputReader inputs, Currency? currency)
    {
        if (inputs.OptionalObject("cover") is not { } reader) return null;
        var before = reader.Rejections.Count;
        var cover = Read(reader, currency);
        reader.Close();
        if (cover is null || currency is null || reader.Rejections.Count > before) return cover;
        foreach (var broken in cover.Pays(Money.Zero(currency)).Rejections) reader.Reject(broken.At(JsonPath.Within(reader.Path, broken.Field)));
        return cover;
    }

    private static LossCover? Read(InputReader reader, Currency? currency)
    {
        if (reader.String("method") is not { } method) return null;
        if (method == QuotaShare.Method.Id) return new LossCover(method, Rate: reader.Number("rate"));
        if (method == ExcessOfLoss.Method.Id) return new LossCover(method, Layers: [.. reader.Objects("layers").Select(entry => Layer(entry, currency)).OfType<Layer>()]);
        if (method == Surplus.Method.Id)
        {
            return new LossCover(
                method, Line: reader.Amount("line", currency), Lines: reader.Number("lines"), Convention: reader.OneOf<LineConvention>("convention"),
                SumInsured: reader.PositiveAmount("sumInsured", currency));
        }

        reader.Reject(Problems.UnknownValue(reader.Of("method"), Problems.Shorten(method), LossCover.Methods));
        return null;
    }

    private static Layer? Layer(InputReader entry, Currency? currency)
    {
        var id = entry.Identifier("id");
        var attachment = entry.Amount("attachment", currency);
        var limit = entry.Amount("limit", currency);
        entry.Close();
        return id is not null && attachment is not null && limit is not null ? new Layer(id, attachment, limit) : null;
    }
}
