using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What not every run rests on.</summary>
/// <param name="CutOff">As of when it was computed; null: with everything known by then.</param>
/// <param name="Scores">Scores by which part of the residual is divided.</param>
/// <param name="Carried">What the settlement before left unpaid.</param>
/// <param name="Profile">What the region's policy profile demands.</param>
/// <param name="Terms">Terms of settlement: withholding, carries, least payout.</param>
public sealed record RunExtras(
    CutOff? CutOff = null, IReadOnlyList<ScoreInput>? Scores = null, CarriedInput? Carried = null, ProfileInput? Profile = null,
    TermsInput? Terms = null)
{
    /// <summary>Null when there is nothing of it: facts of plain runs look as they always did.</summary>
    internal RunExtras? OrNull() => (CutOff, Scores, Carried, Profile, Terms) is (null, null, null, null, null) ? null : this;
}

/// <summary>As of when a run is computed.</summary>
/// <param name="EffectiveOn">Contributions and losses that took effect by this day; null: the last day of the pool's period.</param>
/// <param name="RecordedBy">What was known by this time; null: everything.</param>
public sealed record CutOff(DateOnly? EffectiveOn = null, DateTimeOffset? RecordedBy = null);

/// <summary>Scores of a measure.</summary>
/// <param name="Measure">Performance score or game value.</param>
/// <param name="Values">By party.</param>
/// <param name="Source">The record of them.</param>
public sealed record ScoreInput(ResidualMeasure Measure, IReadOnlyDictionary<string, Rational> Values, Citation Source);

/// <summary>What the settlement before, of the same agreement or project, left unpaid.</summary>
/// <param name="Costs">Cost claims; a reference that is used anew is told apart by an ending.</param>
/// <param name="Arrears">Preferred return in arrears, by party.</param>
/// <param name="Returned">Of accepted value, returned so far, by party.</param>
/// <param name="CatchUp">Catch-up not paid, by party.</param>
/// <param name="Source">That settlement.</param>
public sealed record CarriedInput(
    IReadOnlyList<CostClaim> Costs, IReadOnlyDictionary<string, Money> Arrears, IReadOnlyDictionary<string, Money> Returned,
    IReadOnlyDictionary<string, Money> CatchUp, Citation Source)
{
    /// <summary>What a settled run leaves, or null when nothing.</summary>
    /// <param name="result">Its waterfall.</param>
    /// <param name="before">What it had been left itself.</param>
    /// <param name="claims">References of the claims of the pool to come.</param>
    /// <param name="source">Its settlement.</param>
    internal static CarriedInput? Of(MethodResult result, CarriedInput? before, IReadOnlySet<string> claims, Citation source)
    {
        if (WaterfallCarry.After(result.FiguresAs<WaterfallFigures>(), before?.Carry(), claims) is not { } left) return null;
        var nobody = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        return new CarriedInput(left.Costs ?? [], left.Arrears ?? nobody, left.Returned ?? nobody, left.CatchUp ?? nobody, source);
    }

    internal WaterfallCarry Carry() => new(
        Reserve: null, Costs.Count == 0 ? null : Costs, Arrears.Count == 0 ? null : Arrears, Returned.Count == 0 ? null : Returned,
        CatchUp.Count == 0 ? null : CatchUp);
}

/// <summary>What the region's policy profile demands of a distribution.</summary>
/// <param name="ProfileId">The profile.</param>
/// <param name="Version">Its version.</param>
/// <param name="InventorMinimum">Least that statutory shares for inventors take of the pool less costs: of income from licences only.</param>
/// <param name="MaximumShares">Party to the most it may get of the pool.</param>
public sealed record ProfileInput(string ProfileId, int Version, Rational? InventorMinimum, IReadOnlyDictionary<string, Rational>? MaximumShares)
{
    /// <summary>The demands, or null when the agreement names no profile or the profile says nothing of it.</summary>
    internal static ProfileInput? Of(AdoptedAgreement adopted, PoolDeclaration pool)
    {
        if (adopted.Profile is not { } profile || adopted.Document is not { } document) return null;
        var licences = pool.ByKind is { } kinds
            ? kinds.FirstOrDefault(kind => kind.Kind == BenefitKind.LicenceIncome) is { } part ? part.Amount.Value / pool.Amount.Value : Rational.Zero
            : pool.Kind == KebabCase.Name(BenefitKind.LicenceIncome) ? Rational.One : Rational.Zero;
        var least = Number(profile, "statutoryShares.inventorMin") is { Sign: > 0 } minimum && licences.Sign > 0 ? minimum * licences : (Rational?)null;
        SortedDictionary<string, Rational>? most = null;
        if (Number(profile, "statutoryShares.governmentMax") is { } maximum)
        {
            var sharing = pool.Coalition?.Parties ?? document.Benefit.Participants;
            most = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
            foreach (var party in sharing.Where(id => document.Party(id)?.Type is PartyType.Government or PartyType.Park)) most[party] = maximum;
        }

        return least is null && most is not { Count: > 0 } ? null : new ProfileInput(profile.ProfileId, profile.ProfileVersion, least, most is { Count: > 0 } ? most : null);
    }

    private static Rational? Number(EffectiveProfile profile, string key) =>
        profile.Values.TryGetValue(key, out var value) && Rational.TryParse(value.Shown, out var number) ? number : null;
}

/// <summary>Terms of settlement in force, as a run uses them.</summary>
/// <param name="No">Their number.</param>
/// <param name="Withholding">What is withheld of whom.</param>
/// <param name="MinimumPayout">Below it nothing is paid but carried; null: everything is paid.</param>
/// <param name="Carries">Parties whose costs others paid, with what is recovered so far.</param>
/// <param name="Source">Their approval.</param>
public sealed record TermsInput(
    int No, IReadOnlyList<WithholdingTerm> Withholding, Money? MinimumPayout, IReadOnlyList<CarryInput> Carries, Citation Source);

/// <summary>A carry as a run uses it.</summary>
/// <param name="Term">What was agreed.</param>
/// <param name="Recovered">What the carriers have got of the party's share so far.</param>
public sealed record CarryInput(CarryTerm Term, Money Recovered);
