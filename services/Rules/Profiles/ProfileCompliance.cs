namespace Ledger.Rules;

/// <summary>
/// Holds an agreement against a merged profile. Only what an agreement's text decides is judged; the other keys (tax credit,
/// certification, validity of appraisals, rates) bind those who act under the agreement and are shown by comparison.
/// </summary>
public static class ProfileCompliance
{
    /// <summary>Every finding, in the order of the agreement's parts; none when the agreement keeps within the profile.</summary>
    public static IReadOnlyList<ProfileFinding> Check(AgreementDocument agreement, EffectiveProfile profile)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        ArgumentNullException.ThrowIfNull(profile);
        var findings = new ProfileFindings(profile);
        if (agreement.Currency != profile.Currency)
        {
            findings.Add("currency", FindingKind.Breaks, "currency", agreement.Currency.Code, profile.Currency.Code,
                new($"The profile counts in {profile.Currency.Code}.", $"地区参数以 {profile.Currency.Code} 计。"));
        }

        CheckValuation(agreement, findings);
        CheckRounding(agreement, findings);
        StatutoryShares.Check(agreement, findings);
        PublicParties.Check(agreement, findings);
        CheckRecords(agreement, findings);
        return findings.All;
    }

    private static void CheckValuation(AgreementDocument agreement, ProfileFindings findings)
    {
        foreach (var (kind, policy) in agreement.Valuation.Kinds)
        {
            var name = KebabCase.Name(kind);
            var least = findings.Profile.MinEvidence(kind);
            if (policy.MinEvidence < least)
            {
                findings.Breaks(ProfileKeys.EvidenceOf + name, $"valuation.kinds.{name}.minEvidence", Problems.Invariant(policy.MinEvidence),
                    new($"at least {least} pieces of evidence for {name}", $"{name} 至少须有{least}份凭证"));
            }

            if (findings.Word(ProfileKeys.CapOf + name) is not { } word) continue;
            var cap = KebabCase.Find<ValueCap>(word)!.Value;
            var beyond = policy.Methods.Where(method => !ValueCaps.Measures(cap, method)).ToList();
            if (beyond.Count > 0)
            {
                findings.Breaks(ProfileKeys.CapOf + name, $"valuation.kinds.{name}.methods", string.Join(", ", beyond),
                    new($"no value of {name} beyond {word}: only methods that measure it", $"{name} 的价值不得超过 {word}：只能采用度量该口径的方法"));
            }
        }
    }

    private static void CheckRounding(AgreementDocument agreement, ProfileFindings findings)
    {
        if (findings.Word(ProfileKeys.RoundingMode) is not { } mode || mode == KebabCase.Name(agreement.Benefit.Rounding)) return;
        findings.Breaks(ProfileKeys.RoundingMode, "benefit.rounding", KebabCase.Name(agreement.Benefit.Rounding), new($"rounding {mode}", $"舍入方式 {mode}"));
    }

    private static void CheckRecords(AgreementDocument agreement, ProfileFindings findings)
    {
        foreach (var (records, years) in agreement.Terms.Retention)
        {
            var key = ProfileKeys.RetentionOf + records;
            if (findings.Profile.Setting(key) is not ProfileSetting.Number demanded || (demanded.Value is { } least && years >= least)) continue;
            findings.Breaks(key, JsonPath.Member("retention", records), Problems.Invariant(years), demanded.Value is null
                ? new($"to keep {records} without end", $"{records} 永久保存")
                : new($"to keep {records} for {demanded.Value} years", $"{records} 保存{demanded.Value}年"));
        }

        if (agreement.Terms.Privacy?.CrossBorder == true && findings.Flag(ProfileKeys.CrossBorder) == false)
            findings.Breaks(ProfileKeys.CrossBorder, "privacy.crossBorder", "true", new("that personal data stay in the country", "个人信息不得出境"));
    }
}
