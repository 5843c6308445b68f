namespace Ledger.Rules;

/// <summary>Lays a profile over its base. An override may only tighten, unless the base value says that it may be relaxed.</summary>
public static class ProfileMerge
{
    /// <summary>The profile as it rules.</summary>
    /// <param name="basis">The merged base; null when the document names none.</param>
    /// <param name="document">The profile.</param>
    /// <returns>The merged profile; or profile.relaxed for every key that relaxes, profile.currency-differs, profile.not-its-base.</returns>
    public static Outcome<EffectiveProfile> Merge(EffectiveProfile? basis, ProfileDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.Base != basis?.Reference) return ProfileProblems.NotItsBase(Name(document.Base), Name(basis?.Reference));
        if (basis is not null && basis.Currency != document.Currency) return ProfileProblems.CurrencyDiffers(basis.Currency.Code, document.Currency.Code);

        var own = new RegionProfileReference(document.ProfileId, document.Version);
        var relaxed = new List<InputRejection>();
        var values = new SortedDictionary<string, EffectiveValue>(StringComparer.Ordinal);
        foreach (var (name, value) in basis?.Values ?? new Dictionary<string, EffectiveValue>()) values[name] = value;
        foreach (var (name, value) in document.Values)
        {
            var below = values.GetValueOrDefault(name);
            var over = Value(document, own, value, below);
            if (below is not null && Relaxes(name, below, over, document.Currency)) relaxed.Add(ProfileProblems.Relaxed(name, below.Shown, over.Shown, below.Origin));
            values[name] = over;
        }

        if (relaxed.Count > 0) return Outcome.Refused<EffectiveProfile>(relaxed);
        return new EffectiveProfile(
            document.ProfileId, document.Version, document.RegionCode, document.Title, document.Currency, document.Effective,
            [.. basis?.Layers ?? [], new ProfileLayer(document.ProfileId, document.Version, document.DocumentHash)], values);
    }

    private static bool Relaxes(string name, EffectiveValue basis, EffectiveValue over, Currency currency)
    {
        if (basis.MayRelax) return false;
        var key = ProfileKeys.Find(name)!;
        return ProfileSetting.Relaxes(key, ProfileSetting.Of(key, basis.Value, currency), ProfileSetting.Of(key, over.Value, currency));
    }

    // What the base holds fast, no layer above can set free for the layers above itself.
    private static EffectiveValue Value(ProfileDocument document, RegionProfileReference own, ProfileValue value, EffectiveValue? basis) => new(
        value.Value, own, basis is not null, value.Mark, document.LegalReferences.FirstOrDefault(reference => reference.Id == value.Source), value.Place,
        value.MayRelax && (basis?.MayRelax ?? true));

    private static string Name(RegionProfileReference? reference) => reference is null ? "-" : $"{reference.Id}/{reference.Version}";
}
