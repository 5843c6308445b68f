using Ledger.Cli.Scenario;
using Ledger.Cli.Simulation;
using Ledger.Rules;
using Spectre.Console;

namespace Ledger.Cli.Output;

/// <summary>
/// Answers "why is my share X" for each participant by itself: what it brought in and how that was valued, every line of the
/// pool's calculation that leads to its share (its own in bold, the lines of all in plain), how each was rounded, and the
/// payments for losses.
/// </summary>
internal sealed class WhyTables(ConsoleTables tables, ScenarioFile scenario, ScenarioFigures figures, IReadOnlyList<Explanation> explanations)
{
    public void Print()
    {
        foreach (var party in figures.Cash.Keys) Print(party);
        tables.Line(tables.Say(
            "Where an amount is divided, every part is cut down to the smallest unit and the units left go to the parts of which most was cut off, ties by id.",
            "分摊时各部分先舍至最小单位，尾差依次归被舍最多者，相同时按标识升序。"));
    }

    private void Print(string party)
    {
        var share = figures.Shares.GetValueOrDefault(party);
        var name = scenario.Agreement.Party(party) is { } member ? $"{party}  {tables.Say(member.Name)}" : party;
        var table = ConsoleTables.Table(
            share is null
                ? tables.Say($"Why {name} ends with {Amounts.Grouped(figures.Cash[party])}", $"{name} 为何得 {Amounts.Grouped(figures.Cash[party])}")
                : $"{tables.Say($"Why is my share {Amounts.Grouped(share)}?", $"我的份额为何是{Amounts.Grouped(share)}？")}  {name}",
            tables.Say("Line", "项目"), tables.Say("Calculation", "算式"), tables.Say("Rule and rounding", "规则与舍入"), tables.Say("Amount", "金额"));
        table.Columns[3].RightAligned();
        Contributions(table, party);
        foreach (var pool in scenario.Pools) Pool(table, pool, party);
        if (share is not null) Share(table, share);
        Losses(table, party);
        ConsoleTables.BoldRow(table, tables.Say("Cash", "现金"), "", "", Amounts.Grouped(figures.Cash[party]));
        tables.Print(table);
    }

    private void Contributions(Table table, string party)
    {
        foreach (var item in figures.Contributions.Where(item => item.Party == party))
        {
            var result = explanations.First(explanation => explanation.Subject == $"contribution/{item.Reference}").Result;
            var accepted = result.Steps.FirstOrDefault(step => step.Id == "accepted");
            var why = accepted?.Note is { } note ? $"\n{tables.Say(note)}" : "";
            ConsoleTables.Row(table, $"{tables.Say("Accepted value", "认定价值")}: {item.Reference}",
                $"{tables.Say("claimed", "申报")} {Amounts.Grouped(item.Claimed)}{why}", Rule(result), Amounts.Grouped(item.Accepted));
        }

        ConsoleTables.BoldRow(table, tables.Say("Accepted value, sum", "认定价值合计"), "", "", Amounts.Grouped(figures.Accepted[party]));
    }

    private void Pool(Table table, ScenarioPool pool, string party)
    {
        if (explanations.FirstOrDefault(explanation => explanation.Subject == $"pool/{pool.Reference}")?.Result is not { } result) return;
        if (!figures.Shares.ContainsKey(party)) return;
        table.AddEmptyRow();
        ConsoleTables.Row(table, $"{tables.Say("Pool", "收益池")} {pool.Reference}", $"{pool.Period.From:yyyy-MM-dd} - {pool.Period.To:yyyy-MM-dd}", Rule(result), "");
        foreach (var step in result.Steps)
        {
            var last = step.Id[(step.Id.LastIndexOf('/') + 1)..];
            var own = last == party && last != step.Id;
            if (!own && figures.Shares.ContainsKey(last)) continue;
            var rounding = string.Join("\n", new[] { step.Note is { } note ? tables.Say(note) : null, Left(result, step) }.OfType<string>());
            string[] cells = [tables.Say(step.Name), step.Formula ?? "", rounding, Amounts.Grouped(step.Value)];
            if (own) ConsoleTables.BoldRow(table, cells);
            else ConsoleTables.Row(table, cells);
        }
    }

    // What rounding down left over on the line that this one is a part of, and whether this part received a unit of it.
    private string? Left(MethodResult result, Step step)
    {
        var cut = step.Id.LastIndexOf('/');
        if (cut < 0) return null;
        var notes = result.Residual.Where(note => note.Line == step.Id[..cut]).ToList();
        if (notes.Count == 0) return null;
        if (notes.FirstOrDefault(note => note.Party == step.Id[(cut + 1)..]) is { } received)
        {
            var remainder = received.Remainder.ToDecimal(4, Rounding.Down);
            return tables.Say($"Cut down, one unit added: {remainder} of it was cut off.", $"舍去{remainder}单位后补一单位。");
        }

        var receivers = string.Join(", ", notes.Select(note => note.Party));
        return tables.Say($"Cut down; units left went to {receivers}.", $"舍去；尾差归{receivers}。");
    }

    private void Share(Table table, Money share)
    {
        var pools = Money.Sum(scenario.Pools.Select(pool => pool.Amount), figures.Currency);
        var distributable = pools - figures.Reserve.Funded;
        var part = Percentage.Of(share, distributable);
        table.AddEmptyRow();
        ConsoleTables.BoldRow(table, tables.Say("Share", "份额"),
            part is null ? "" : tables.Say($"{part} of the distributable {Amounts.Grouped(distributable)}", $"占可分配额{Amounts.Grouped(distributable)}的{part}"),
            "", Amounts.Grouped(share));
    }

    private void Losses(Table table, string party)
    {
        foreach (var loss in figures.Losses)
        {
            var result = explanations.First(explanation => explanation.Subject == $"allocation/{loss.Reference}").Result;
            var day = scenario.RiskEvents.First(risk => risk.Reference == loss.Reference).OccurredOn;
            var settled = scenario.Pools.Any(pool => pool.Period.Contains(day));
            foreach (var line in loss.Lines.Where(line => line.Sufferer == party || line.Payer == party))
            {
                var paid = line.Kind != AllocationLineKind.SuffererBears && settled;
                var amount = Amounts.Grouped(line.Payer == party ? -line.Amount : line.Amount);
                ConsoleTables.Row(table, $"{tables.Say("Loss", "损失")} {loss.Reference}: {Event(line)}",
                    settled ? "" : tables.Say("No pool of this file covers the day: not settled.", "本文件无收益池覆盖该日：未结算。"),
                    Rule(result), paid ? amount : $"({amount})");
            }
        }
    }

    private string Event(AllocationLine line) => line.Kind switch
    {
        AllocationLineKind.ReservePays => tables.Say($"the reserve pays {line.Sufferer}", $"准备金支付{line.Sufferer}"),
        AllocationLineKind.PartyPays => tables.Say($"{line.Payer} pays {line.Sufferer}", $"{line.Payer}支付{line.Sufferer}"),
        _ => tables.Say($"{line.Sufferer} bears it itself, no payment", $"{line.Sufferer}自行承担，无支付"),
    };

    private static string Rule(MethodResult result) => $"{result.RuleId} v{result.RuleVersion}, {result.InputsHash[..12]}";
}
