//! Other programs, started so that a failure says which one and with what.

use std::{
    io::{BufRead, BufReader, Read, Write},
    process::{Command, Stdio},
    thread,
};

use anyhow::{Context, Result, ensure};

/// Program and arguments as a person would type them.
fn typed(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Runs to the end with this process's output; a failure is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("could not start: {}", typed(command)))?;
    ensure!(status.success(), "{status}: {}", typed(command));
    Ok(())
}

/// Gives this process over to the program, so that whoever stops the one stops the other.
pub fn become_it(command: &mut Command) -> Result<()> {
    #[cfg(unix)]
    {
        let error = std::os::unix::process::CommandExt::exec(command);
        Err(error).with_context(|| format!("could not start: {}", typed(command)))
    }
    #[cfg(not(unix))]
    run(command)
}

/// Runs to the end and gives what it wrote to standard output; a failure is an error with what it wrote to standard error.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("could not start: {}", typed(command)))?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{}: {}\n{}", output.status, typed(command), said.trim());
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The first line a program prints for `--version`, if it is there at all.
pub fn version(command: &mut Command) -> Option<String> {
    let printed = read(command.arg("--version").stdin(Stdio::null())).ok()?;
    printed.lines().next().map(str::to_owned)
}

/// What a program said while everybody could read it, and whether it succeeded.
pub struct Heard {
    pub success: bool,
    pub text: String,
}

/// Runs to the end, passing on both outputs as they come and keeping a copy.
pub fn overhear(command: &mut Command) -> Result<Heard> {
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().with_context(|| format!("could not start: {}", typed(command)))?;
    let stdout = child.stdout.take().expect("piped above");
    let stderr = child.stderr.take().expect("piped above");
    let errors = thread::spawn(move || pass_on(stderr, std::io::stderr()));
    let mut text = pass_on(stdout, std::io::stdout());
    text.push_str(&errors.join().expect("passing lines on does not panic"));
    Ok(Heard { success: child.wait()?.success(), text })
}

fn pass_on(from: impl Read, mut to: impl Write) -> String {
    let mut text = String::new();
    let mut from = BufReader::new(from);
    let mut line = Vec::new();
    while from.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        // Our own output being closed must not stop the program we listen to.
        let _ = to.write_all(&line);
        text.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    text
}
