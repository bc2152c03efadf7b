package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"shirube/data"
)

// usage marks an error of the caller's: a flag that can't be read.
type usage struct{ error }

func (u usage) Unwrap() error { return u.error }

// usageOf is the line that shows how a command is written; of one that only
// holds others, which there are.
func usageOf(c *cobra.Command) string {
	if !c.HasAvailableSubCommands() || strings.Contains(c.Use, " ") {
		return strings.TrimSuffix(c.UseLine(), " [flags]")
	}
	var names []string
	for _, child := range c.Commands() {
		if child.IsAvailableCommand() {
			names = append(names, child.Name())
		}
	}
	return c.CommandPath() + " " + strings.Join(names, "|")
}

// misused gives an error of the flags and arguments a code, so that it is told
// in the language of the user.
func misused(c *cobra.Command, err error) error {
	var known *data.Error
	var absent *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var unread *pflag.InvalidValueError
	given := c.Flags().Args()
	switch {
	case errors.As(err, &known):
		return err
	case errors.As(err, &absent):
		name := "--" + absent.GetSpecifiedName()
		if absent.GetSpecifiedShortnames() != "" {
			name = "-" + absent.GetSpecifiedName()
		}
		return data.Errorf("usage_flag", name, "", err)
	case errors.As(err, &bare):
		return data.Errorf("usage_flag_value", "--"+bare.GetFlag().Name, "", err)
	case errors.As(err, &unread):
		return data.Errorf("usage_flag_unread", "--"+unread.GetFlag().Name+" "+unread.GetValue(), "", err)
	case c.HasAvailableSubCommands() && len(given) > 0:
		return data.Errorf("usage_unknown", given[0], "", err)
	case c.ValidateRequiredFlags() != nil:
		return data.Errorf("usage_required", strings.Join(missing(c), ", "), "", err)
	case c.ValidateArgs(given) != nil:
		return &data.Error{Code: "usage_arguments", Args: map[string]any{"n": len(given)}, Err: err}
	}
	return err
}

// missing are the flags that a command needs and wasn't given.
func missing(c *cobra.Command) (names []string) {
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if _, needed := f.Annotations[cobra.BashCompOneRequiredFlag]; needed && !f.Changed {
			names = append(names, "--"+f.Name)
		}
	})
	return names
}
