namespace Ledger.Rules;

/// <summary>The allocation of an event under an agreement, as inputs of <see cref="RiskAllocationV2"/>.</summary>
public static class AllocationV2Terms
{
    private static readonly string[] StudentRoles = ["student", "students"];

    /// <summary>Whether allocating under these terms needs the accepted values of the parties.</summary>
    public static bool ByAcceptedValue(AgreementDocument agreement, EffectiveProfile? profile)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        return agreement.Risk.Allocation.ByAcceptedValue || (MostOfPublic(profile) is not null && agreement.Parties.Any(PublicParties.IsPublic));
    }

    /// <summary>Whether a party stands for students, who bear no loss whatever the agreement says: a role "student" or "students".</summary>
    public static bool IsStudents(AgreementParty party)
    {
        ArgumentNullException.ThrowIfNull(party);
        return party.Roles.Any(role => StudentRoles.Contains(role, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The inputs.</summary>
    /// <param name="agreement">The version in force on the day of the event.</param>
    /// <param name="profile">Its region policy profile; null when it names none.</param>
    /// <param name="occurredOn">Day of the event: a party that had not acceded by then is left out.</param>
    /// <param name="loss">What is to be borne.</param>
    /// <param name="sufferers">By weight.</param>
    /// <param name="committed">What the reserve of the period is committed to.</param>
    /// <param name="accepted">Accepted value per party on that day; used only where key, caps or profile read it.</param>
    /// <param name="fault">Who was at fault; null for nobody.</param>
    /// <param name="category">Its category: what it says of cover and mutual rule goes before the allocation's; null for none.</param>
    public static AllocationV2Input Under(
        AgreementDocument agreement,
        EffectiveProfile? profile,
        DateOnly occurredOn,
        Money loss,
        IReadOnlyDictionary<string, Rational> sufferers,
        Money committed,
        IReadOnlyDictionary<string, Money> accepted,
        FaultOf? fault = null,
        string? category = null)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        ArgumentNullException.ThrowIfNull(accepted);
        var policy = agreement.Risk.Allocation;
        var own = category is null ? null : agreement.Category(category);
        // A version with a lower limit can leave less than is committed: then the reserve has nothing left.
        var reserve = new ReserveRoom(Money.Max(policy.ReserveLimit, committed), committed.IsZero ? null : committed);
        return new AllocationV2Input(
            agreement.Currency, loss, null, null, null, null, occurredOn,
            [.. agreement.Parties.Select(party => Party(agreement, profile, party, accepted))],
            sufferers, policy.Retention, reserve, [Key(agreement, accepted)], Carved(policy, fault), policy.Excess)
        {
            Cover = own?.Cover ?? policy.Cover,
            Mutual = own?.Mutual ?? policy.Mutual,
        };
    }

    private static AllocationParty Party(
        AgreementDocument agreement, EffectiveProfile? profile, AgreementParty party, IReadOnlyDictionary<string, Money> accepted)
    {
        if (IsStudents(party)) return new AllocationParty(party.Id, AccededOn: party.AccededOn, Standing: PartyStanding.Student);
        var policy = agreement.Risk.Allocation;
        var value = accepted.GetValueOrDefault(party.Id)?.Value ?? Rational.Zero;
        var agreed = policy.Caps.GetValueOrDefault(party.Id);
        var multiple = policy.CapMultiples is { } multiples && multiples.TryGetValue(party.Id, out var times) ? Down(times * value) : null;
        if (!PublicParties.IsPublic(party))
        {
            // What a multiple comes to can lie below the retention, which it does not limit. Nobody could agree to such an amount, and
            // the rule refuses one; so it is given as the bound that is not held against the retention.
            return multiple is not null && multiple < policy.Retention
                ? new AllocationParty(party.Id, PublicCap: multiple, AccededOn: party.AccededOn)
                : new AllocationParty(party.Id, agreed ?? multiple, AccededOn: party.AccededOn);
        }

        // A public party's bound always holds, also where fault lifts the caps of others.
        var most = Least([agreed, multiple, MostOfPublic(profile) is { } limit ? Down(limit * value) : null]);
        var bounded = most is not null || (profile?.Setting(ProfileKeys.PublicCapRequired) as ProfileSetting.Flag)?.Value == true;
        return new AllocationParty(party.Id, PublicCap: most, AccededOn: party.AccededOn, Standing: bounded ? PartyStanding.Public : null);

        // Down: no rounding may let a party bear more than the multiple.
        Money Down(Rational exact) => Money.FromRational(exact, agreement.Currency, Rounding.Down);
    }

    private static Money? Least(IEnumerable<Money?> bounds) =>
        bounds.Aggregate((Money?)null, (least, bound) => least is null ? bound : bound is null ? least : Money.Min(least, bound));

    private static Rational? MostOfPublic(EffectiveProfile? profile) => (profile?.Setting(ProfileKeys.PublicCapMultiple) as ProfileSetting.Number)?.Value;

    private static KeyPart Key(AgreementDocument agreement, IReadOnlyDictionary<string, Money> accepted) => agreement.Risk.Allocation.Key is { } agreed
        ? new KeyPart(KeyBasis.Agreed, 1, agreed)
        : new KeyPart(KeyBasis.AcceptedValue, 1, agreement.Parties.Where(party => !IsStudents(party))
            .ToDictionary(party => party.Id, party => accepted.GetValueOrDefault(party.Id)?.Value ?? Rational.Zero, StringComparer.Ordinal));

    // A degree that the agreement does not name among its carve-outs lifts no cap: it is negligence.
    private static FaultOf? Carved(AllocationPolicy policy, FaultOf? fault) => fault is null ? null : fault with
    {
        Degree = fault.Degree switch
        {
            FaultDegree.WilfulAct => fault.Degree,
            FaultDegree.GrossNegligence when policy.CarveOuts.Contains(CarveOut.GrossNegligence) => fault.Degree,
            FaultDegree.ConfidentialityBreach when policy.CarveOuts.Contains(CarveOut.Confidentiality) => fault.Degree,
            _ => FaultDegree.Negligence,
        },
    };
}
