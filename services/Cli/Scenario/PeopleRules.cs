using Ledger.Rules;

namespace Ledger.Cli.Scenario;

/// <summary>Checks that a person named somewhere exists, holds the role and belongs to the right organisation.</summary>
internal sealed class PeopleRules(InputReader root, ScenarioFile scenario)
{
    private readonly Dictionary<string, ScenarioPerson> people = scenario.People.ToDictionary(person => person.Id, StringComparer.Ordinal);

    /// <summary>The person must exist, hold the role and act for the organisation, where these are given.</summary>
    public void Check(string path, string id, PersonRole? role = null, string? organisation = null)
    {
        if (!people.TryGetValue(id, out var person))
        {
            root.Reject(new InputRejection("scenario.unknown-person",
                new($"'{id}' is not among the people of this file.", $"“{id}”不在本文件的人员之列。")) { Field = path, Value = id });
            return;
        }

        if (role is { } needed && !person.Has(needed))
        {
            root.Reject(new InputRejection("scenario.missing-role",
                new($"'{id}' does not have the role '{KebabCase.Name(needed)}'.", $"“{id}”没有“{KebabCase.Name(needed)}”角色。")) { Field = path, Value = id });
        }

        if (organisation is not null && person.Organisation != organisation)
        {
            root.Reject(new InputRejection("scenario.wrong-organisation",
                new($"'{id}' acts for '{person.Organisation}', not for '{organisation}'.", $"“{id}”代表“{person.Organisation}”，不代表“{organisation}”。"))
                { Field = path, Value = id });
        }
    }

    /// <summary>The person must not belong to the organisation whose matter this is.</summary>
    public void CheckNotOf(string path, string id, string organisation, string code)
    {
        if (!people.TryGetValue(id, out var person) || person.Organisation != organisation) return;
        root.Reject(new InputRejection(code,
            new($"'{id}' belongs to '{organisation}', whose own matter this is.", $"“{id}”属于“{organisation}”，不得处理本单位事项。")) { Field = path, Value = id });
    }
}
