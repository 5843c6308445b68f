using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>The register only grows: an item is entered once, never edited, and withdrawn with a reason.</summary>
public static class MarketEvidenceDecider
{
    public static Decision Decide(MarketEvidence state, RegisterMarketEvidence command)
    {
        if (state.Said is { } standing)
            return standing == command.Said ? Decision.Nothing : new EvidenceExists(standing.Reference) { Field = "reference" };
        return EvidenceRules.Broken(command.Said, command.Keeper, command.At) is { } broken
            ? broken
            : Decision.Accept(new MarketEvidenceRegistered(command.Said, command.Keeper.By, command.At));
    }

    public static Decision Decide(MarketEvidence state, WithdrawMarketEvidence command)
    {
        if (state.Said is not { } said) return new EvidenceUnknown();
        if (!command.Keeper.IsValuer && command.Keeper.By.Organisation != state.By!.Organisation) return new EvidenceOfAnother(state.By.Organisation);
        if (EvidenceRules.Blank("reason", command.Reason) is { } blank) return blank;
        if (state.Withdrawal is { } done)
            return (done.Reason, done.ReplacedBy) == (command.Reason, command.ReplacedBy) ? Decision.Nothing : new EvidenceAlreadyWithdrawn(said.Reference);
        if (command.ReplacedBy is { } other && (other == said.Reference || command.Replacement is not { Said: not null, Withdrawal: null }))
            return new ReplacementUnknown(other) { Field = "replacedBy" };
        return Decision.Accept(new MarketEvidenceWithdrawn(command.Reason, command.ReplacedBy, command.Keeper.By, command.At));
    }

    public static MarketEvidence Evolve(MarketEvidence state, object fact) => fact switch
    {
        MarketEvidenceRegistered f => state with { Said = f.Said, By = f.By, At = f.At },
        MarketEvidenceWithdrawn f => state with { Withdrawal = new EvidenceWithdrawal(f.Reason, f.ReplacedBy, f.By, f.At) },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of market evidence."),
    };
}

/// <summary>A file is imported whole or not at all, once.</summary>
public static class EvidenceImportDecider
{
    public static Decision Decide(EvidenceImport state, ImportMarketEvidence command)
    {
        if (state.Sha256 is not null) return Decision.Nothing;
        if (command.Rows.Count + command.Unreadable.Count == 0) return Problems.Empty("file");
        var errors = Errors(command);
        if (errors.Count > 0) return new ImportRefused(errors.Count, errors[0]);
        return Decision.Accept(new MarketEvidenceImported(command.Sha256, command.Rows.Count, command.Keeper.By, command.At)).AndStart(
            [.. command.Rows.Select(row => new NewStream(
                typeof(MarketEvidence), row.Id, [new MarketEvidenceRegistered(row.Said, command.Keeper.By, command.At)]))]);
    }

    /// <summary>What is wrong with the file, by line, by the rules of the single item.</summary>
    public static IReadOnlyList<LineError> Errors(ImportMarketEvidence command)
    {
        var errors = new List<LineError>(command.Unreadable);
        var seen = new HashSet<Guid>();
        foreach (var row in command.Rows)
        {
            var broken = EvidenceRules.Broken(row.Said, command.Keeper, command.At)
                ?? (!seen.Add(row.Id) ? Problems.Duplicate("reference", row.Said.Reference) : null)
                ?? (command.Standing.Contains(row.Id) ? new EvidenceExists(row.Said.Reference) { Field = "reference" } : (Rejection?)null);
            if (broken is not null) errors.Add(LineError.Of(row.Line, broken));
        }

        return [.. errors.OrderBy(error => error.Line)];
    }

    public static EvidenceImport Evolve(EvidenceImport state, object fact) => fact switch
    {
        MarketEvidenceImported f => state with { Sha256 = f.Sha256 },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an import."),
    };
}
