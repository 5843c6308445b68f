namespace Ledger.Rules;

/// <summary>A cost that a participant asks to be paid back from the pool before benefits are shared.</summary>
/// <param name="Reference">Unique among the claims of the pool.</param>
/// <param name="Party">A participant.</param>
/// <param name="Amount">Above 0.</param>
/// <param name="Class">Priority class of the cost-recovery tier; null when the tier has none.</param>
public sealed record CostClaim(string Reference, string Party, Money Amount, string? Class = null);

/// <summary>Money a party paid in, or got back, on a day.</summary>
/// <param name="Party">A participant.</param>
/// <param name="On">The day; not after the period. What came before the period counts from its first day.</param>
/// <param name="Amount">Above 0.</param>
public sealed record DatedContribution(string Party, DateOnly On, Money Amount);

/// <summary>What one distribution hands to the next. What a run carries out, the next run carries in.</summary>
/// <param name="Reserve">Balance of the risk reserve; needed by a reserve tier with a target.</param>
/// <param name="Costs">Cost claims not yet paid; they stand beside the new ones of their class.</param>
/// <param name="Arrears">Preferred return not yet paid, per participant.</param>
/// <param name="Returned">Of accepted value: what earlier distributions returned, per participant.</param>
/// <param name="CatchUp">Catch-up not yet paid, per party: the receivers and those paid beside them.</param>
public sealed record WaterfallCarry(
    Money? Reserve = null,
    IReadOnlyList<CostClaim>? Costs = null,
    IReadOnlyDictionary<string, Money>? Arrears = null,
    IReadOnlyDictionary<string, Money>? Returned = null,
    IReadOnlyDictionary<string, Money>? CatchUp = null)
{
    private const string Ending = "-carried";

    /// <summary>
    /// What a distribution leaves to the next whether or not it was handed anything itself, the reserve aside; null when nothing: then the
    /// next one stands alone, and its inputs say so.
    /// </summary>
    /// <param name="figures">The distribution.</param>
    /// <param name="before">What it had been handed, or null.</param>
    /// <param name="claims">References of the next one's claims: a claim carried in under one of them gets the ending "-carried".</param>
    public static WaterfallCarry? After(WaterfallFigures figures, WaterfallCarry? before, IReadOnlySet<string> claims)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(claims);
        var costs = figures.Tiers.SelectMany(tier => tier.Claims ?? []).Where(claim => !claim.CarriedForward.IsZero)
            .Select(claim => new CostClaim(Free(claim.Reference, claims), claim.Party, claim.CarriedForward, claim.Class)).ToList();
        var arrears = Left(PreferredReturnTier.Name);
        var catchUp = Left(CatchUpTier.Name);
        var returned = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (party, amount) in before?.Returned ?? new Dictionary<string, Money>()) returned[party] = amount;
        foreach (var (party, amount) in Paid(ReturnOfContributionTier.Name))
            if (!amount.IsZero) returned[party] = returned.TryGetValue(party, out var earlier) ? earlier + amount : amount;
        return costs.Count == 0 && arrears.Count == 0 && catchUp.Count == 0 && returned.Count == 0
            ? null
            : new WaterfallCarry(
                Reserve: null, costs.Count == 0 ? null : costs, arrears.Count == 0 ? null : arrears, returned.Count == 0 ? null : returned,
                catchUp.Count == 0 ? null : catchUp);

        IReadOnlyDictionary<string, Money> Paid(string tier) => figures.Tiers.FirstOrDefault(served => served.Tier == tier)?.Payments ?? new Dictionary<string, Money>();

        SortedDictionary<string, Money> Left(string name)
        {
            var left = new SortedDictionary<string, Money>(StringComparer.Ordinal);
            foreach (var (party, amount) in figures.Tiers.FirstOrDefault(served => served.Tier == name)?.CarriedForward ?? new Dictionary<string, Money>())
                if (!amount.IsZero) left[party] = amount;
            return left;
        }
    }

    private static string Free(string reference, IReadOnlySet<string> taken)
    {
        var room = RuleLimits.Identifier - Ending.Length;
        return taken.Contains(reference) ? (reference.Length <= room ? reference : reference[..room]) + Ending : reference;
    }
}

/// <summary>What a region's policy profile demands of a distribution; a distribution that breaks it is refused, never bent.</summary>
/// <param name="InventorMinimum">0 to 1: the least that statutory shares for inventors take of the pool less costs paid back; null: none.</param>
/// <param name="MaximumShares">Party to the most it may get of the pool, 0 to 1: "0" for a funder that may have no benefit; null: none.</param>
public sealed record BenefitProfile(Rational? InventorMinimum = null, IReadOnlyDictionary<string, Rational>? MaximumShares = null);

/// <summary>Inputs of <see cref="Ledger.Rules.Waterfall"/>; amounts in one currency.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Pool">What is distributed; at least 0.</param>
/// <param name="Participants">Party ids, each once.</param>
/// <param name="Waterfall">Tiers in order.</param>
/// <param name="Rounding">How each named line is rounded.</param>
/// <param name="Accepted">Accepted value per participant; a missing one has 0.</param>
/// <param name="CostClaims">Only with a cost-recovery tier.</param>
public sealed record WaterfallInput(
    Currency Currency,
    Money Pool,
    IReadOnlyList<string> Participants,
    IReadOnlyList<Tier> Waterfall,
    Rounding Rounding,
    IReadOnlyDictionary<string, Money> Accepted,
    IReadOnlyList<CostClaim> CostClaims)
{
    /// <summary>The days distributed for; needed by a preferred return with an accrual.</summary>
    public Period? Period { get; init; }

    /// <summary>Money paid in by day; read by tiers whose basis is dated contributions.</summary>
    public IReadOnlyList<DatedContribution>? Contributions { get; init; }

    /// <summary>Money given back by day, of the contributions; on no day more than was paid in.</summary>
    public IReadOnlyList<DatedContribution>? Repayments { get; init; }

    /// <summary>Performance score of every participant, at least 0; read by the residual key of that name.</summary>
    public IReadOnlyDictionary<string, Rational>? Scores { get; init; }

    /// <summary>Value of every participant in the parties' cooperative game, at least 0; read by the residual key of that name.</summary>
    public IReadOnlyDictionary<string, Rational>? GameValues { get; init; }

    /// <summary>What earlier distributions left; null: this one stands alone and hands nothing on.</summary>
    public WaterfallCarry? CarriedIn { get; init; }

    /// <summary>The region's demands; null: none.</summary>
    public BenefitProfile? Profile { get; init; }

    /// <summary>
    /// With what the platform knows beside, where a tier reads it; else unchanged: inputs hold nothing that no tier reads. Scores and
    /// game values are nowhere recorded: a residual by them is refused (waterfall.measure-missing).
    /// </summary>
    /// <param name="period">Distributed for.</param>
    /// <param name="reserve">What the reserve holds before.</param>
    /// <param name="contributions">Accepted values by the day they took effect; those of parties without benefit share are left out.</param>
    public WaterfallInput Over(Period period, Money reserve, IEnumerable<DatedContribution> contributions)
    {
        var accrues = Waterfall.OfType<PreferredReturnTier>().Any(tier => tier.Accrual is not null);
        var dated = Waterfall.Any(tier => tier is PreferredReturnTier { Accrual.Basis: ContributionBasis.DatedContributions }
            or ReturnOfContributionTier { Basis: ContributionBasis.DatedContributions });
        var target = Waterfall.OfType<ReserveTier>().Any(tier => tier.Target is not null);
        var participants = Participants.ToHashSet(StringComparer.Ordinal);
        return this with
        {
            Period = accrues || dated ? period : Period,
            Contributions = dated ? [.. contributions.Where(item => item.Amount.Sign > 0 && participants.Contains(item.Party))] : Contributions,
            CarriedIn = target ? (CarriedIn ?? new WaterfallCarry()) with { Reserve = reserve } : CarriedIn,
        };
    }

    /// <summary>
    /// The same distribution among some of the participants only: the others' accepted values fall away, points and shares of a catch-up are
    /// those of the parties left, in the same proportion. A statutory share keeps its receivers, so it is refused when one is left out.
    /// </summary>
    /// <param name="parties">Participants that share.</param>
    public WaterfallInput Among(IReadOnlyList<string> parties)
    {
        ArgumentNullException.ThrowIfNull(parties);
        var left = parties.ToHashSet(StringComparer.Ordinal);
        return this with
        {
            Participants = [.. Participants.Where(left.Contains)],
            Waterfall = [.. Waterfall.Select(tier => tier switch
            {
                ResidualTier residual => residual with
                {
                    Keys = [.. residual.Keys.Select(key => key.Points is { } points ? key with { Points = Among(points, left, 100) } : key)],
                },
                CatchUpTier catchUp => catchUp with { To = Among(catchUp.To, left, 1) },
                _ => tier,
            })],
            Accepted = new SortedDictionary<string, Money>(
                Accepted.Where(entry => left.Contains(entry.Key)).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal), StringComparer.Ordinal),
        };
    }

    private static SortedDictionary<string, Rational> Among(IReadOnlyDictionary<string, Rational> shares, HashSet<string> left, Rational whole)
    {
        var kept = shares.Where(entry => left.Contains(entry.Key)).ToList();
        var sum = kept.Aggregate(Rational.Zero, (total, entry) => total + entry.Value);
        var scaled = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        foreach (var (party, share) in kept) scaled[party] = sum.Sign > 0 ? share * whole / sum : share;
        return scaled;
    }

    /// <summary>The distribution of a pool under an agreement; accepted values of parties without benefit share are left out.</summary>
    public static WaterfallInput Under(
        AgreementDocument agreement, Money pool, IReadOnlyDictionary<string, Money> accepted, IReadOnlyList<CostClaim> costClaims)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        ArgumentNullException.ThrowIfNull(accepted);
        var counted = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var party in agreement.Benefit.Participants) counted[party] = accepted.GetValueOrDefault(party) ?? Money.Zero(agreement.Currency);
        return new WaterfallInput(
            agreement.Currency, pool, agreement.Benefit.Participants, agreement.Benefit.Waterfall, agreement.Benefit.Rounding, counted, costClaims);
    }
}
