namespace Ledger.Rules;

/// <summary>Intellectual property and confidentiality.</summary>
internal sealed partial class AgreementTermsReader
{
    private IntellectualProperty? ReadIntellectualProperty()
    {
        if (root.OptionalObject("intellectualProperty") is not { } part) return null;
        var background = new List<BackgroundItem>();
        foreach (var entry in part.OptionalObjects("background", RuleLimits.AgreementList))
        {
            var id = entry.Identifier("id");
            var owner = Member(entry, "owner");
            var title = entry.Text("title");
            var tier = entry.OneOf<Secrecy>("tier");
            var access = Members(entry, "access");
            entry.Close();
            if (id is null || owner is null || title is null || tier is not { } secrecy) continue;
            if (background.Exists(other => other.Id == id)) entry.Reject(Problems.Duplicate(entry.Of("id"), id));
            if (secrecy == Secrecy.Named && access.Count == 0) entry.Reject(NoReaders(entry.Of("access")));
            background.Add(new BackgroundItem(id, owner, title, secrecy, access));
        }

        var foreground = part.OptionalObject("foreground") is { } results ? ReadForeground(results) : null;
        var licence = part.OptionalObject("licence") is { } terms ? ReadLicence(terms) : null;
        var reversion = OptionalInteger(part, "nonUseReversionMonths", 1, RuleLimits.TermMonths);
        part.Close();
        return new IntellectualProperty(background, foreground, licence, reversion);
    }

    private ForegroundTerms? ReadForeground(InputReader results)
    {
        var before = root.Rejections.Count;
        var ownership = results.OneOf<ForegroundOwnership>("ownership");
        var shares = results.Has("shares") ? results.Weights("shares", RuleLimits.Parties) : new Dictionary<string, Rational>();
        results.Close();
        var path = results.Of("shares");
        foreach (var party in shares.Keys.Where(party => !known.Contains(party))) results.Reject(Problems.UnknownParty($"{path}.{party}", party));
        if (ownership is not { } rule || root.Rejections.Count != before) return null;
        if (rule == ForegroundOwnership.Custom)
        {
            var sum = shares.Values.Aggregate(Rational.Zero, (total, share) => total + share);
            if (sum != Rational.One)
            {
                results.Reject(new InputRejection("agreement.ownership-not-one",
                    new($"The ownership shares sum to {sum}, not to 1.", $"成果权属份额之和为{sum}，应为1。")) { Field = path, Value = sum.ToString() });
            }
        }
        else if (shares.Count > 0)
        {
            results.Reject(new InputRejection("agreement.ownership-shares-unused",
                new($"Shares are stated, but the rule '{KebabCase.Name(rule)}' does not read them.", $"列出了份额，但权属规则“{KebabCase.Name(rule)}”不使用份额。"))
                { Field = path, Value = KebabCase.Name(rule) });
        }

        return new ForegroundTerms(rule, shares);
    }

    private static LicenceTerms? ReadLicence(InputReader terms)
    {
        var scope = terms.Text("scope");
        var exclusive = terms.Boolean("exclusive");
        var royalty = terms.Has("royaltyRate") ? terms.Share("royaltyRate") : null;
        var months = OptionalInteger(terms, "termMonths", 1, RuleLimits.TermMonths);
        terms.Close();
        return scope is not null && exclusive is { } only ? new LicenceTerms(scope, only, royalty, months) : null;
    }

    private List<ConfidentialityTier> ReadConfidentiality()
    {
        var tiers = new List<ConfidentialityTier>();
        foreach (var entry in root.OptionalObjects("confidentiality", RuleLimits.AgreementList))
        {
            var tier = entry.OneOf<Secrecy>("tier");
            var readers = entry.OptionalIdentifiers("readers", RuleLimits.Parties);
            var years = OptionalInteger(entry, "years", 0, RuleLimits.TermMonths);
            entry.Close();
            if (tier is not { } secrecy) continue;
            if (tiers.Exists(other => other.Tier == secrecy)) entry.Reject(Problems.Duplicate(entry.Of("tier"), KebabCase.Name(secrecy)));
            if (secrecy == Secrecy.Named && readers.Count == 0) entry.Reject(NoReaders(entry.Of("readers")));
            if (secrecy != Secrecy.Named && readers.Count > 0) entry.Reject(ReadersUnused(entry.Of("readers"), KebabCase.Name(secrecy)));
            tiers.Add(new ConfidentialityTier(secrecy, readers, years));
        }

        return tiers;
    }

    private static InputRejection NoReaders(string path) => new("agreement.readers-missing",
        new("The tier 'named' needs its readers by name.", "“named”级需要列明可阅读者。")) { Field = path };

    private static InputRejection ReadersUnused(string path, string tier) => new("agreement.readers-unused",
        new($"Readers are named, but the tier '{tier}' does not read them.", $"列出了可阅读者，但“{tier}”级不使用。")) { Field = path, Value = tier };
}
