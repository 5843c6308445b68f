namespace Ledger.Rules;

/// <summary>Collects findings under one profile.</summary>
/// <param name="profile">Whose rules are held against the agreement.</param>
internal sealed class ProfileFindings(EffectiveProfile profile)
{
    private readonly List<ProfileFinding> found = [];

    public EffectiveProfile Profile => profile;

    public IReadOnlyList<ProfileFinding> All => found;

    public string? Word(string key) => (profile.Setting(key) as ProfileSetting.Word)?.Value;

    public bool? Flag(string key) => (profile.Setting(key) as ProfileSetting.Flag)?.Value;

    public Rational? Number(string key) => (profile.Setting(key) as ProfileSetting.Number)?.Value;

    /// <summary>The agreement breaks a rule; the demand completes "the profile demands ...".</summary>
    public void Breaks(string key, string field, string agreement, Text demand) => Add(key, FindingKind.Breaks, field, agreement, profile.Values[key].Shown, Demand(key, demand));

    /// <summary>The text does not decide it.</summary>
    public void Ask(string key, string field, string agreement, Text question) => Add(key, FindingKind.Ask, field, agreement, profile.Values[key].Shown, question);

    public void Add(string key, FindingKind kind, string field, string agreement, string demanded, Text message) =>
        found.Add(new ProfileFinding(key, kind, field, agreement, demanded, profile.Values.GetValueOrDefault(key)?.Mark, message));

    private Text Demand(string key, Text demand)
    {
        var origin = profile.Values[key].Origin;
        return new($"The profile {origin.Id}/{origin.Version} demands {demand.En}.", $"地区参数 {origin.Id}/{origin.Version} 要求{demand.Zh}。");
    }
}
