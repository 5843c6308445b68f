using Ledger.Cli.Output;
using Ledger.Cli.Scenario;
using Ledger.Rules;
using Spectre.Console;
using Text = Ledger.Rules.Text;

namespace Ledger.Cli.Commands;

/// <summary>"people FILE...": who can sign in when these scenario files are seeded, with which name and in which roles.</summary>
public sealed class PeopleCommand : ICommand
{
    public string Verb => "people";

    public string Usage => "people FILE...";

    public Text Summary => new("List who can sign in for scenario files.", "列出情景文件中可登录的人员。");

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        if (arguments.Count == 0 || arguments.Any(argument => argument.StartsWith('-')))
        {
            await error.WriteLineAsync($"ledger-cli {Usage}");
            return ExitCode.BadInput;
        }

        foreach (var file in arguments)
        {
            var parsed = await ScenarioParser.ReadAsync(file, cancel);
            if (parsed.Scenario is not { } scenario)
            {
                foreach (var problem in parsed.Problems) await error.WriteLineAsync(problem.ToString());
                return ExitCode.BadInput;
            }

            FiguresTables.Console(output).Write(TableOf(scenario));
        }

        return ExitCode.Success;
    }

    private static Table TableOf(ScenarioFile scenario)
    {
        var table = new Table { Border = TableBorder.Simple, Title = new TableTitle(Markup.Escape($"{scenario.Consortium.Name.En} / {scenario.Consortium.Name.Zh}")) };
        foreach (var column in new[] { "Sign-in name / 登录名", "Name / 姓名", "Organisation / 单位", "Roles / 角色" }) table.AddColumn(column);
        foreach (var person in scenario.People)
        {
            var roles = string.Join(", ", person.Roles.Select(KebabCase.Name));
            table.AddRow(
                Markup.Escape($"{person.Id}@{scenario.Consortium.Id}"), Markup.Escape($"{person.Name.En} / {person.Name.Zh}"), Markup.Escape(person.Organisation), roles);
        }

        return table;
    }
}
