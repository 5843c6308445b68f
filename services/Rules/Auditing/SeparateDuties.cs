namespace Ledger.Rules;

/// <summary>Something a person did.</summary>
/// <param name="Id">The act.</param>
/// <param name="Thing">What it was about; acts about one thing are compared.</param>
/// <param name="Act">Which duty it was.</param>
/// <param name="Person">Who did it.</param>
/// <param name="Organisation">For which organisation.</param>
public sealed record PersonAct(string Id, string Thing, string Act, string Person, string Organisation);

/// <summary>Two duties that must be apart.</summary>
public sealed record DutyPair(string Made, string Checked);

/// <summary>Inputs of <see cref="SeparateDuties"/>.</summary>
/// <param name="Acts">What was done.</param>
/// <param name="Separate">Duties that must be apart.</param>
/// <param name="Organisations">Whether they must lie with different organisations, not only different persons.</param>
public sealed record SeparateDutiesInput(IReadOnlyList<PersonAct> Acts, IReadOnlyList<DutyPair> Separate, bool Organisations);

/// <summary>Two duties in one hand.</summary>
/// <param name="Thing">What they were about.</param>
/// <param name="Made">Id of the first act.</param>
/// <param name="Checked">Id of the second.</param>
/// <param name="Person">Who did the second.</param>
/// <param name="SamePerson">Whether the same person did both; otherwise the same organisation.</param>
public sealed record DutyConflict(string Thing, string Made, string Checked, string Person, bool SamePerson);

/// <summary>Duties of one person over all things.</summary>
/// <param name="Person">The person.</param>
/// <param name="Acts">How often he did what.</param>
public sealed record PersonDuties(string Person, IReadOnlyDictionary<string, int> Acts);

/// <summary>Figures of <see cref="SeparateDuties"/>.</summary>
/// <param name="Conflicts">Duties in one hand about one thing.</param>
/// <param name="Persons">Persons who hold both duties of a pair, though never about one thing: a risk, not a breach.</param>
public sealed record SeparateDutiesFigures(IReadOnlyList<DutyConflict> Conflicts, IReadOnlyList<PersonDuties> Persons) : Figures;

/// <summary>
/// Finds duties that should be apart and lay in one hand. Knows persons by their accounts: two accounts of one human, or one shared by
/// two, it cannot see. Source: COSO internal control, principle 10; domain rules, section 6.
/// </summary>
public static class SeparateDuties
{
    public static Method<SeparateDutiesInput, SeparateDutiesFigures> Method { get; } = new("audit.separate-duties", 1, MethodPurpose.Analysis,
        new("Segregation of duties", "不相容职责分离检查"), Read, Find);

    public static Outcome<SeparateDutiesFigures> Find(SeparateDutiesInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var conflicts = new List<DutyConflict>();
        foreach (var thing in input.Acts.GroupBy(act => act.Thing, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            foreach (var pair in input.Separate)
            {
                foreach (var second in thing.Where(act => act.Act == pair.Checked))
                {
                    var first = thing.Where(act => act.Act == pair.Made).ToList();
                    if (first.Find(act => act.Person == second.Person) is { } same)
                        conflicts.Add(new DutyConflict(thing.Key, same.Id, second.Id, second.Person, true));
                    else if (input.Organisations && first.Find(act => act.Organisation == second.Organisation) is { } house)
                        conflicts.Add(new DutyConflict(thing.Key, house.Id, second.Id, second.Person, false));
                }
            }
        }

        var persons = input.Acts.GroupBy(act => act.Person, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new PersonDuties(group.Key, group.GroupBy(act => act.Act, StringComparer.Ordinal).OrderBy(acts => acts.Key, StringComparer.Ordinal)
                .ToDictionary(acts => acts.Key, acts => acts.Count(), StringComparer.Ordinal)))
            .Where(person => input.Separate.Any(pair => person.Acts.ContainsKey(pair.Made) && person.Acts.ContainsKey(pair.Checked))).ToList();
        var steps = new Steps();
        steps.Add("acts", new("Acts looked at", "检查行为数"), input.Acts.Count);
        steps.Add("conflicts", new("Duties in one hand about one thing", "同一事项职责集中"), conflicts.Count, note: new("Persons are known by their accounts.", "以账号识别人员。"));
        steps.Add("persons", new("Persons who hold both duties of a pair", "兼任不相容职责的人员"), persons.Count);
        return new SeparateDutiesFigures(conflicts, persons) { Steps = steps.Lines };
    }

    private static SeparateDutiesInput? Read(InputReader inputs)
    {
        var acts = new List<PersonAct>();
        foreach (var reader in inputs.Objects("acts", RuleLimits.AuditItems, mayBeEmpty: true))
        {
            var (id, thing, act) = (reader.Identifier("id"), reader.Identifier("thing"), reader.String("act", RuleLimits.Identifier));
            var (person, organisation) = (reader.String("person"), reader.String("organisation"));
            reader.Close();
            if (id is not null && thing is not null && act is not null && person is not null && organisation is not null)
                acts.Add(new PersonAct(id, thing, act, person, organisation));
        }

        var pairs = new List<DutyPair>();
        foreach (var reader in inputs.Objects("separate"))
        {
            var (made, second) = (reader.String("made", RuleLimits.Identifier), reader.String("checked", RuleLimits.Identifier));
            reader.Close();
            if (made is not null && second is not null) pairs.Add(new DutyPair(made, second));
        }

        return inputs.Boolean("organisations") is { } houses ? new SeparateDutiesInput(acts, pairs, houses) : null;
    }
}
