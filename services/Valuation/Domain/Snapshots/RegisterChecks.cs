using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>What registered evidence must satisfy to be used in a case, whatever the method.</summary>
internal static class RegisterChecks
{
    /// <summary>The first rule broken, or null; fields begin with "register".</summary>
    public static Rejection? Broken(RegisterChoice choice, KnownRegister known, Subject subject, AgreementDocument agreement, DateTimeOffset at)
    {
        if (choice.Evidence.Count > MarketEvidenceLimits.EvidencePerProposal) return Problems.TooMany("register.evidence", MarketEvidenceLimits.EvidencePerProposal);
        if (choice.Evidence.Count == 0) return Problems.Empty("register.evidence");
        if (AttributeRules.Broken("register.subject", choice.Subject, required: false, EvidenceRules.Today(at).Year) is { } attributes) return attributes;
        var related = RelatedParties.Of(agreement, subject.Party).ToHashSet(StringComparer.Ordinal);
        var references = new HashSet<string>(StringComparer.Ordinal);
        var documents = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < choice.Evidence.Count; i++)
        {
            var here = JsonPath.Item("register.evidence", i);
            if (choice.Evidence[i] is not { } use) return Problems.WrongType(here, "an object", "对象");
            if (!references.Add(use.Reference)) return Problems.Duplicate($"{here}.reference", use.Reference);
            if (!known.Evidence.TryGetValue(use.Reference, out var found)) return Refuse("unknown-reference", here, use.Reference, "The register has no such item.", "登记簿中没有此凭证。");
            if (Usable(found.Item, here, subject, agreement, related) is { } broken) return broken;
            if (use.Weight is null != use.WeightReason is null)
                return Refuse("weight-reason-missing", here, use.Reference, "Another weight than the rule's is stated with its reason.", "改变规则权重须写明理由。");
            if (use.WeightReason is { } reason && EvidenceRules.Blank($"{here}.weightReason", reason) is { } blank) return blank;
            if (!documents.TryAdd(found.Item.Said!.Sha256, use.Reference))
                return Refuse("same-document", here, use.Reference, $"It is the same document as {documents[found.Item.Said.Sha256]}: one document counts once.", $"与 {documents[found.Item.Said.Sha256]} 为同一文件，只可计一次。");
        }

        return MixedTax(choice, known) ?? Series(choice.Series ?? [], known, EvidenceRules.Today(at));
    }

    private static Rejection? Usable(MarketEvidence item, string here, Subject subject, AgreementDocument agreement, HashSet<string> related)
    {
        var said = item.Said!;
        if (item.Withdrawal is { } gone) return Refuse("withdrawn", here, said.Reference, $"It was withdrawn: {gone.Reason.En}", $"该凭证已撤回：{gone.Reason.Zh}");
        if (said.Date > subject.EffectiveOn)
        {
            return new InputRejection("valuation.evidence-after-date", new(
                $"The evidence is of {said.Date:yyyy-MM-dd}, after the valuation date {subject.EffectiveOn:yyyy-MM-dd}.",
                $"凭证日期{said.Date:yyyy-MM-dd}晚于评估基准日{subject.EffectiveOn:yyyy-MM-dd}。")) { Field = $"{here}.reference", Value = $"{said.Date:yyyy-MM-dd}" };
        }

        if (said.ExpiresOn is { } last && last < subject.EffectiveOn)
            return Refuse("expired", here, said.Reference, $"It was good until {last:yyyy-MM-dd}; the valuation date is {subject.EffectiveOn:yyyy-MM-dd}.", $"有效期至{last:yyyy-MM-dd}，评估基准日为{subject.EffectiveOn:yyyy-MM-dd}。");
        if (said.Price.Currency != agreement.Currency)
            return Refuse("wrong-currency", here, said.Price.Currency.Code, $"Its price is in {said.Price.Currency.Code}, the agreement counts in {agreement.Currency.Code}.", $"价格货币为 {said.Price.Currency.Code}，协议以 {agreement.Currency.Code} 计价。");
        if (said.Tax == VatBasis.Unstated) return new TaxUnstated { Field = $"{here}.reference" };
        if (said.RelatedParty) return null;
        if (said.Named().FirstOrDefault(related.Contains) is { } hidden)
        {
            return new InputRejection("comparables.undisclosed-related-party", new(
                $"'{hidden}' is related to the contributor; the price must be declared as one between related parties.", $"“{hidden}”是投入方的关联方，该价格须申报为关联方价格。"))
                { Field = $"{here}.reference", Value = hidden };
        }

        return related.Contains(item.By!.Organisation) && said.SourceClass != EvidenceSource.Contributor
            ? new EvidenceOfOwnSupply(item.By.Organisation) { Field = $"{here}.reference" }
            : null;
    }

    private static InputRejection? MixedTax(RegisterChoice choice, KnownRegister known)
    {
        var first = known.Evidence[choice.Evidence[0].Reference].Item.Said!.Tax;
        for (var i = 1; i < choice.Evidence.Count; i++)
        {
            var other = known.Evidence[choice.Evidence[i].Reference].Item.Said!.Tax;
            if (other != first)
                return Refuse("tax-mixed", JsonPath.Item("register.evidence", i), KebabCase.Name(other), "Some prices are with tax and some without: they do not compare.", "有的价格含税、有的不含税，不可相比。");
        }

        return null;
    }

    private static Rejection? Series(IReadOnlyList<SeriesChoice> chosen, KnownRegister known, DateOnly today)
    {
        if (chosen.Count > MarketEvidenceLimits.SeriesPerProposal) return Problems.TooMany("register.series", MarketEvidenceLimits.SeriesPerProposal);
        for (var i = 0; i < chosen.Count; i++)
        {
            var here = JsonPath.Item("register.series", i);
            if (chosen[i] is not { } use) return Problems.WrongType(here, "an object", "对象");
            if (chosen.Take(i).Any(earlier => earlier.Series == use.Series)) return Problems.Duplicate($"{here}.series", use.Series);
            if (!known.Series.TryGetValue(use.Series, out var found))
                return new InputRejection("index.unknown-series", new($"There is no index series '{use.Series}'.", $"没有指数“{use.Series}”。")) { Field = $"{here}.series", Value = use.Series };
            if (use.KnownOn is { } day && day > today) return new IndexKnownInFuture(day) { Field = $"{here}.knownOn" };
            if (found.Index.ReleaseOn(use.KnownOn ?? today) == 0) return new IndexNotPublished(use.Series, use.KnownOn ?? today) { Field = $"{here}.knownOn" };
        }

        return null;
    }

    private static InputRejection Refuse(string code, string here, string value, string en, string zh) =>
        new($"evidence.{code}", new(en, zh)) { Field = $"{here}.reference", Value = value };
}
