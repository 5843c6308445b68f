namespace Ledger.Rules;

/// <summary>
/// How each intermediate of a calculation is rounded, for reproducing published examples that were worked with rounded lines.
/// Absent means exact, which is the rule: only the last line is rounded. JSON: {"rounding":"half-up","places":2}, the optional
/// member "intermediates" of a method's inputs; a source that cuts its lines off is "down".
/// </summary>
/// <param name="Rounding">Mode of every intermediate.</param>
/// <param name="Places">Decimal places kept, 0 to <see cref="RuleLimits.IntermediatePlaces"/>.</param>
public sealed record IntermediateRounding(Rounding Rounding, int Places)
{
    /// <summary>Reads the optional member "intermediates"; null when it is absent, or when it was refused.</summary>
    public static IntermediateRounding? Read(InputReader inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.OptionalObject("intermediates") is not { } reader) return null;
        var rounding = reader.OneOf<Rounding>("rounding");
        var places = reader.Integer("places", 0, RuleLimits.IntermediatePlaces);
        reader.Close();
        return rounding is { } mode && places is { } kept ? new IntermediateRounding(mode, kept) : null;
    }
}

/// <summary>Applies a rounding of intermediates, or none.</summary>
public static class Intermediates
{
    /// <summary>The value as the next line uses it: rounded as stated, exact when nothing is stated.</summary>
    public static Rational Apply(this IntermediateRounding? intermediates, Rational value) =>
        intermediates is null ? value : value.Round(intermediates.Places, intermediates.Rounding);
}
