namespace Ledger.Rules;

/// <summary>Audit, retention, privacy, region profile, amendments.</summary>
internal sealed partial class AgreementTermsReader
{
    private AuditTerms? ReadAudit()
    {
        if (root.OptionalObject("audit") is not { } audit) return null;
        var rights = audit.Identifiers("rights", RuleLimits.Parties);
        var window = audit.Integer("windowMonths", 0, RuleLimits.TermMonths);
        var sample = audit.Has("sampleRate") ? audit.Share("sampleRate") : null;
        var cost = audit.OneOf<AuditCost>("cost");
        audit.Close();
        return window is { } months && cost is { } payer ? new AuditTerms(rights, months, sample, payer) : null;
    }

    private SortedDictionary<string, int> ReadRetention()
    {
        var classes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        if (root.OptionalObject("retention") is not { } retention) return classes;
        if (!retention.Names.Any()) retention.Reject(Problems.Empty(retention.Path));
        if (retention.Names.Count() > RuleLimits.AgreementList) retention.Reject(Problems.TooMany(retention.Path, RuleLimits.AgreementList));
        foreach (var name in retention.Names.ToList())
        {
            if (!InputReader.IsIdentifier(name)) retention.Reject(Problems.NotAnIdentifier(retention.Of(name), name));
            if (retention.Integer(name, 1, RuleLimits.TermMonths) is { } years) classes[name] = years;
        }

        return classes;
    }

    private PrivacyTerms? ReadPrivacy()
    {
        if (root.OptionalObject("privacy") is not { } privacy) return null;
        var law = privacy.Text("law");
        var crossBorder = privacy.Boolean("crossBorder");
        privacy.Close();
        return law is not null && crossBorder is { } abroad ? new PrivacyTerms(law, abroad) : null;
    }

    private RegionProfileReference? ReadRegionProfile()
    {
        if (root.OptionalObject("regionProfile") is not { } profile) return null;
        var id = profile.Identifier("id");
        var version = profile.Integer("version", 1, 1_000_000);
        profile.Close();
        return id is not null && version is { } number ? new RegionProfileReference(id, number) : null;
    }

    private Rational? ReadAmendments()
    {
        if (root.OptionalObject("amendments") is not { } amendments) return null;
        var majority = amendments.Share("majority");
        amendments.Close();
        if (majority is not { } share || share > new Rational(1, 2)) return majority;
        amendments.Reject(new InputRejection("agreement.amendment-minority",
            new($"A change carried by {share} of the parties would bind a majority against its will: state more than 1/2.",
                $"以{share}的比例即可修改协议，会使多数成员被少数约束：应大于1/2。")) { Field = amendments.Of("majority"), Value = share.ToString() });
        return null;
    }
}
