using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>How the values of two profiles stand to each other. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<ProfileOrder>))]
public enum ProfileOrder
{
    Same,

    /// <summary>The left one is tighter, or only it says anything.</summary>
    LeftTighter,

    /// <summary>The right one is tighter, or only it says anything.</summary>
    RightTighter,

    /// <summary>They differ, and the key has no order or they have no common currency.</summary>
    Different,
}

/// <summary>One key of two profiles.</summary>
/// <param name="Key">"retentionYears.ledger".</param>
/// <param name="Meaning">What it says.</param>
/// <param name="Left">Null when the left profile is silent.</param>
/// <param name="Right">Null when the right profile is silent.</param>
/// <param name="Order">Which is tighter.</param>
public sealed record ComparedKey(string Key, Text Meaning, EffectiveValue? Left, EffectiveValue? Right, ProfileOrder Order);

/// <summary>Two profiles side by side.</summary>
public static class ProfileComparison
{
    /// <summary>Every key that one of them has, ascending.</summary>
    public static IReadOnlyList<ComparedKey> Between(EffectiveProfile left, EffectiveProfile right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return
        [
            .. left.Values.Keys.Union(right.Values.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name =>
            {
                var key = ProfileKeys.Find(name)!;
                return new ComparedKey(name, key.Meaning, left.Values.GetValueOrDefault(name), right.Values.GetValueOrDefault(name), Order(key, name, left, right));
            }),
        ];
    }

    private static ProfileOrder Order(ProfileKey key, string name, EffectiveProfile left, EffectiveProfile right)
    {
        if (left.Setting(name) is not { } one) return ProfileOrder.RightTighter;
        if (right.Setting(name) is not { } other) return ProfileOrder.LeftTighter;
        if (key.Shape == ProfileShape.Amount && left.Currency != right.Currency) return ProfileOrder.Different;
        if (ProfileSetting.Same(one, other)) return ProfileOrder.Same;
        return (ProfileSetting.Relaxes(key, one, other), ProfileSetting.Relaxes(key, other, one)) switch
        {
            (true, false) => ProfileOrder.LeftTighter,
            (false, true) => ProfileOrder.RightTighter,
            _ => ProfileOrder.Different,
        };
    }
}
